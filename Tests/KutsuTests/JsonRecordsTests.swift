import Base
import Testing

@testable import kutsu

@Suite("Records in JSON")
struct JsonRecordsTests {
    private static func read(
        _ text: String, keeping names: Set<String> = ["id", "lists", "status", "on"]
    ) throws(JsonReader.Failure) -> (records: [JsonRecords.Record], owners: [Int: [String: String]]) {
        var reader = JsonRecords(Array(text.utf8), holding: "email", keeping: names)
        var records: [JsonRecords.Record] = []
        while let record = try reader.next() { records.append(record) }
        return (records, reader.owners)
    }

    @Test("a record is found wherever it lies, with its line, and keeps what is asked for")
    func finds() throws {
        let text = #"""
            {"total": 2, "data": [
             {"email": "a", "id": 1, "on": true, "x": "y", "z": ["email"]},
             {"lists": [{"id": 7, "status": "s"}, {"id": 8}], "email": "b", "id": null}]}
            """#
        #expect(
            try Self.read(text).records == [
                .init(line: 2, values: ["email": "a", "id": "1", "on": "true"], owner: 1),
                .init(
                    line: 3, values: ["email": "b"], parts: ["lists": [["id": "7", "status": "s"], ["id": "8"]]],
                    owner: 1),
            ])
    }

    @Test("of a name that is there twice the last counts; an empty list is another thing than none")
    func edges() throws {
        let records = try Self.read(#"[{"email":"a","email":"b","lists":[]},{"email":"c"},"email",{"id":1}]"#).records
        #expect(records.map(\.values) == [["email": "b"], ["email": "c"]])
        #expect(records.map { $0.parts["lists"] } == [[], nil])
    }

    @Test("the object around records tells its values, wherever they stand in it")
    func owners() throws {
        let (records, owners) = try Self.read(
            #"{"id":"all","l":[{"id":"x","s":[{"email":"a"}]},{"s":[{"email":"b"},{"email":"c"}],"id":"y"}]}"#)
        #expect(records.map { owners[$0.owner]?["id"] } == ["x", "y", "y"])
    }

    @Test("a text that is not JSON gives its line")
    func refuses() {
        #expect(throws: JsonReader.Failure(line: 2, reason: .grammar)) { try Self.read("[{\"email\":\"a\"}\n{}]") }
    }

    @Test("one record has its limit")
    func limits() throws {
        func record(_ lists: Int) -> String {
            #"{"email":"a","lists":["# + Array(repeating: #"{"id":1}"#, count: lists).joined(separator: ",") + "]}"
        }
        #expect(try Self.read(record(1000)).records.count == 1)
        #expect(throws: JsonReader.Failure(line: 1, reason: .tooLong)) { try Self.read(record(1001)) }
    }

    @Test("what is kept does not grow with the records, nor with what lies around them")
    func bounded() throws {
        let filler = #"{"id":1,"note":"x"},"#
        let text =
            #"{"note":["# + String(repeating: filler, count: 5000) + #"{}],"all":["#
            + Array(repeating: #"{"email":"a"}"#, count: 5000).joined(separator: ",") + "]}"
        let (records, owners) = try Self.read(text)
        #expect(records.count == 5000 && owners == [1: [:]])
        #expect(records.allSatisfy { $0.parts.isEmpty && $0.values == ["email": "a"] })
    }
}
