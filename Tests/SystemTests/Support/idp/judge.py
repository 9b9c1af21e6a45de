"""google-auth and msal, which others wrote, get tokens from the identity provider of the tests: so it speaks as the real
ones do, and what Kutsu is tested against is no invention of ours.

    python3 judge.py DIR PORT MAILBOX
"""
import sys

import google.auth.transport.requests
import msal
import requests
from google.oauth2 import service_account

folder, port, mailbox = sys.argv[1:4]
session = requests.Session()
# A REQUESTS_CA_BUNDLE in the environment would count for more than this.
session.trust_env = False
session.verify = f"{folder}/ca.pem"

account = service_account.Credentials.from_service_account_file(
    f"{folder}/account.json", scopes=["https://mail.google.com/"], subject=mailbox)
account.refresh(google.auth.transport.requests.Request(session))
assert account.token.count(".") == 2, account.token

authority = f"https://127.0.0.1:{port}/tenant-1"
scope = ["https://outlook.office365.com/.default"]


def certificate():
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    with open(f"{folder}/app.pem", "rb") as file:
        return x509.load_pem_x509_certificate(file.read()).fingerprint(hashes.SHA1()).hex()


def client(kind, client_id, **more):
    return kind(
        client_id, authority=authority, http_client=session, validate_authority=False, instance_discovery=False, **more)


with open(f"{folder}/app.key") as file:
    key = {"private_key": file.read(), "thumbprint": certificate()}
for client_id, credential in [("app-certificate", key), ("app-secret", "s3cret-value")]:
    answer = client(msal.ConfidentialClientApplication, client_id, client_credential=credential) \
        .acquire_token_for_client(scopes=scope)
    assert "access_token" in answer, answer

person = client(msal.PublicClientApplication, "app-person")
flow = person.initiate_device_flow(scopes=["https://outlook.office.com/SMTP.Send"])
assert "user_code" in flow, flow
print(f"type {flow['user_code']}", flush=True)
assert sys.stdin.readline().strip() == "typed"
answer = person.acquire_token_by_device_flow(flow)
assert "access_token" in answer and "refresh_token" in answer, answer
print("judged", flush=True)
