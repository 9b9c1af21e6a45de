import Testing

@testable import Base

@Suite("A small JSON object")
struct JsonObjectTests {
    private static func read(_ text: String) -> JsonObject? { JsonObject(Array(text.utf8)) }

    @Test(
        "texts",
        arguments: [
            (#"{"a":"b"}"#, "b"), (#" { "a" : "b" , "c" : 1 } "#, "b"), (#"{"a":"\"\\\/\n"}"#, "\"\\/\n"),
            (#"{"a":"\u00e4\ud83d\ude00"}"#, "ä😀"), (#"{"a":"1","a":"2"}"#, "2"),
            (#"{"x":{"a":"no","b":["]"]},"a":"yes"}"#, "yes"), (#"{"a":""}"#, nil), (#"{"a":1}"#, nil), (#"{}"#, nil),
        ] as [(String, String?)])
    func texts(json: String, text: String?) throws {
        #expect(try #require(Self.read(json)).text("a") == text)
    }

    @Test(
        "whole numbers, also as a text",
        arguments: [
            (#"{"a":3599}"#, 3599), (#"{"a":"3599"}"#, 3599), (#"{"a":3599.0}"#, 3599), (#"{"a":1e3}"#, 1000),
            (#"{"a":-5}"#, -5), (#"{"a":null}"#, nil), (#"{"a":"soon"}"#, nil), (#"{"a":true}"#, nil),
            (#"{"a":1e400}"#, nil), (#"{"a":99999999999999999999}"#, nil),
        ] as [(String, Int64?)])
    func integers(json: String, number: Int64?) throws {
        #expect(try #require(Self.read(json)).integer("a") == number)
    }

    @Test("lists of texts and of numbers; what is inside an inner list is passed over")
    func lists() throws {
        let object = try #require(Self.read(#"{"a":["x",["y"],{"z":1},"w"],"b":[1,2],"c":[]}"#))
        #expect(object.texts("a") == ["x", "w"])
        #expect(object.integers("b") == [1, 2])
        #expect(object.texts("c").isEmpty && object.integers("none").isEmpty)
    }

    @Test(
        "what is no object gives nothing",
        arguments: [
            "", "[]", "{", "}", "{]", #"{"a"}"#, #"{"a":}"#, #"{"a":"b"#, #"{"a":"b",}"#, #"{"a":"b"}x"#,
            #"{"a":"\x"}"#,
            #"{"a":"\ud83d"}"#, #"{"a":+1}"#, #"{"a":nan}"#, #"{"a":0x1p3}"#, #"{"a":[{]}]}"#, "{\"a\":\"b\u{1}\"}",
            #"{"a":"\u12"}"#, #"{"a":[1}"#, #"{"a":{"b":1}"#, #"{"a":nope}"#, "<html>",
        ])
    func broken(text: String) { #expect(Self.read(text) == nil) }

    @Test("depth and size have limits")
    func limits() throws {
        func nested(_ count: Int) -> String {
            "{\"a\":" + String(repeating: "[", count: count) + String(repeating: "]", count: count) + "}"
        }
        #expect(try #require(Self.read(nested(200)))["a"] == .list([.nested]))
        #expect(Self.read(nested(100_000)) == nil)
        #expect(Self.read("{\"a\":\"" + String(repeating: "x", count: JsonObject.sizeLimit) + "\"}") == nil)
    }

    @Test("any cut of an answer is refused, and nothing traps")
    func cuts() {
        let whole = Array(#"{"error":"invalid_grant","error_codes":[1,2],"x":{"y":"\u00e4"},"n":1.5}"#.utf8)
        for length in 0..<whole.count { #expect(JsonObject(Array(whole[..<length])) == nil) }
    }
}
