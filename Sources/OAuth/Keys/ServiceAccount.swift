import Base

/// A Google service account, as the file that Google hands out for it says (`"type": "service_account"`).
package struct ServiceAccount: Sendable {
    /// `client_email`.
    package let email: String
    /// `client_id`: the number that a Workspace admin enters for domain-wide delegation.
    package let clientID: String?
    let keyID: String?
    package let key: SigningRsaKey

    /// Why a file is none; completes "the service account's file …".
    package struct Problem: Error, Hashable, Sendable {
        package let text: String
    }

    package init(json: [UInt8]) throws(Problem) {
        guard let object = JsonObject(json) else { throw Problem(text: "is not JSON: download it anew from Google") }
        guard object.text("type") == "service_account", let email = object.text("client_email"),
            let pem = object.text("private_key")
        else {
            throw Problem(
                text:
                    "is not that of a service account: in Google Cloud, IAM > Service Accounts > Keys > Add key > JSON")
        }
        self.email = email
        clientID = object.text("client_id")
        keyID = object.text("private_key_id")
        do throws(SigningRsaKey.Problem) { key = try SigningRsaKey(pem: pem) } catch {
            throw Problem(text: "holds a key that \(error.rawValue)")
        }
    }
}
