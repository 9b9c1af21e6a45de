"""An identity provider on 127.0.0.1 with a certification authority of its own, made of Authlib.

    python3 provider.py DIR DOVECOT_KEYS

Says "ready PORT" and then obeys one command a line, each answered with "ok …" or "failed: …":
    life SECONDS            how long access tokens live from now on
    down, up                answers every request with 503, and no longer
    only PS256|RS256|any    which forms of a certificate's statement are taken
    revoke                  no token that was given counts any more, neither access nor refresh
    refuse ERROR CODE TEXT  refuses every request so; "refuse" alone ends that
    visit ADDRESS           opens a page as a browser does, signed in as the mailbox, and follows where it leads
    type CODE               a person types a device code
    asked GRANT             how often tokens were asked for with this grant
    mailbox ADDRESS         whose tokens are given from now on
In DIR: ca.pem, app.pem and app.key (the application's certificate), account.json (a service account's key).
Access tokens are JWTs (RS256), whose keys lie in DOVECOT_KEYS for Dovecot's local validation.
"""
import datetime, ipaddress, json, os, secrets, ssl, sys, threading, time, urllib.error, urllib.parse, urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from authlib.jose import jwt
from authlib.oauth2.rfc6749 import AuthorizationServer, OAuth2Request, grants
from authlib.oauth2.rfc6749.errors import InvalidClientError, InvalidGrantError
from authlib.oauth2.rfc7523 import JWTBearerClientAssertion, JWTBearerGrant
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oauth2.rfc8628 import DeviceAuthorizationEndpoint, DeviceCodeGrant
from authlib.oauth2.rfc8628.endpoint import create_string_user_code
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

folder, dovecot_keys = sys.argv[1], sys.argv[2]
DEVICE = "urn:ietf:params:oauth:grant-type:device_code"
BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"
# Microsoft's numbers for what Authlib calls by its OAuth names.
CODES = {"invalid_client": 700027, "invalid_grant": 700082, "authorization_pending": 70016, "unauthorized_client": 700016}


class World:
    """What a test can change."""

    life, is_down, only, mailbox, refusal = 3600, False, "any", "", None
    asked, codes, refresh_tokens, devices, seen = {}, {}, {}, {}, set()
    number, key = "", None


world, lock = World(), threading.RLock()


def new_key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def pem(key):
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())


def write(name, content, mode=0o600):
    with open(os.open(f"{folder}/{name}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
        file.write(content)


def certificate(name, key, issuer=None, issuer_key=None):
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.utcnow()
    builder = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(issuer or subject).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=90)))
    if issuer is None:
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    else:
        names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
        builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
    return builder.sign(issuer_key or key, hashes.SHA256())


def rotate_signing_key():
    """Access tokens of an older key do not count: Dovecot no longer finds it."""
    directory = f"{dovecot_keys}/default/RS256"
    os.makedirs(directory, exist_ok=True)
    for name in os.listdir(directory):
        os.remove(f"{directory}/{name}")
    world.number = f"kid-{secrets.token_hex(6)}"
    world.key = new_key()
    public = world.key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    with open(f"{directory}/{world.number}", "wb") as file:
        file.write(public)


class Client:
    def __init__(self, client_id, methods, grant_types, secret=None, mailbox=None):
        self.client_id, self.methods, self.grant_types, self.secret = client_id, methods, grant_types, secret

    def get_client_id(self): return self.client_id
    def get_default_redirect_uri(self): return None
    # As Microsoft does, the port of a loopback address is ignored.
    def check_redirect_uri(self, uri): return urllib.parse.urlsplit(uri).hostname == "localhost"
    def check_client_secret(self, secret): return self.secret is not None and secret == self.secret
    def check_endpoint_auth_method(self, method, endpoint): return method in self.methods
    def check_response_type(self, kind): return kind == "code"
    def check_grant_type(self, kind): return kind in self.grant_types
    def get_allowed_scope(self, scope): return scope or ""


class Code:
    def __init__(self, request, client):
        self.client_id, self.redirect_uri, self.scope = client.client_id, request.redirect_uri, request.scope
        self.code_challenge = request.data.get("code_challenge")
        self.code_challenge_method = request.data.get("code_challenge_method")

    def get_redirect_uri(self): return self.redirect_uri
    def get_scope(self): return self.scope


class Refresh:
    def __init__(self, client_id, scope): self.client_id, self.scope = client_id, scope
    def check_client(self, client): return client.client_id == self.client_id
    def get_scope(self): return self.scope
    def get_expires_in(self): return world.life


class Device:
    def __init__(self, client_id, scope, data):
        self.client_id, self.scope, self.user_code = client_id, scope, data["user_code"]
        self.expires, self.is_approved = time.time() + data["expires_in"], False

    def get_client_id(self): return self.client_id
    def get_scope(self): return self.scope
    def get_user_code(self): return self.user_code
    def is_expired(self): return time.time() > self.expires


clients = {
    client.client_id: client for client in [
        Client("app-certificate", ["private_key_jwt"], ["client_credentials"]),
        Client("app-secret", ["client_secret_post"], ["client_credentials"], secret="s3cret-value"),
        Client("app-person", ["none"], ["authorization_code", "refresh_token", DEVICE]),
        Client("google-person", ["client_secret_post"], ["authorization_code", "refresh_token"], secret="g-secret"),
        Client("kutsu@project.iam.gserviceaccount.com", ["none"], [BEARER]),
    ]
}


class Server(AuthorizationServer):
    def query_client(self, client_id): return clients.get(client_id)
    def save_token(self, token, request):
        if "refresh_token" in token:
            world.refresh_tokens[token["refresh_token"]] = Refresh(request.client.client_id, token.get("scope"))
    def send_signal(self, *arguments, **more): pass
    def create_oauth2_request(self, request): return request
    def handle_response(self, status, body, headers): return status, body, dict(headers)


def access_token(grant_type, client, user=None, scope=None, expires_in=None, include_refresh_token=True):
    now = int(time.time())
    claims = {
        "iss": issuer, "sub": world.mailbox, "aud": "https://outlook.office365.com", "tid": "tenant-1",
        "appid": client.client_id, "iat": now - 5, "nbf": now - 5, "exp": now + world.life}
    if grant_type == "client_credentials":
        # Microsoft's have "roles", a list: Dovecot 2.3.19's auth process dies of a list in a token now and then.
        del claims["tid"]
    else:
        claims.update({"scp": "IMAP.AccessAsUser.All SMTP.Send", "upn": world.mailbox})
    header = {"alg": "RS256", "typ": "JWT", "kid": world.number}
    token = {
        "token_type": "Bearer", "access_token": jwt.encode(header, claims, pem(world.key)).decode(),
        # Microsoft's older endpoints write the length as a text.
        "expires_in": str(world.life) if client.client_id == "app-secret" else world.life, "scope": scope or ""}
    if include_refresh_token and client.check_grant_type("refresh_token"):
        token["refresh_token"] = secrets.token_urlsafe(40)
    return token


class CertificateProof(JWTBearerClientAssertion):
    # The name that RFC 7591 registers.
    CLIENT_AUTH_METHOD = "private_key_jwt"

    def validate_jti(self, claims, jti):
        is_new = jti not in world.seen
        world.seen.add(jti)
        return is_new

    def resolve_client_public_key(self, client, headers):
        if world.only not in ("any", headers["alg"]):
            raise InvalidClientError()
        wanted = {"PS256": ("x5t#S256", hashes.SHA256()), "RS256": ("x5t", hashes.SHA1())}[headers["alg"]]
        if decode(headers.get(wanted[0], "")) != app_certificate.fingerprint(wanted[1]):
            raise InvalidClientError()
        return app_certificate.public_bytes(serialization.Encoding.PEM)


def decode(text):
    import base64
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class CodeGrant(grants.AuthorizationCodeGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = ["none", "client_secret_post"]

    def save_authorization_code(self, code, request): world.codes[code] = Code(request, request.client)
    def query_authorization_code(self, code, client): return world.codes.get(code)
    def delete_authorization_code(self, authorization_code):
        world.codes = {name: code for name, code in world.codes.items() if code is not authorization_code}
    def authenticate_user(self, authorization_code): return world.mailbox


class RefreshGrant(grants.RefreshTokenGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = ["none", "client_secret_post"]

    @property
    def INCLUDE_NEW_REFRESH_TOKEN(self): return self.request.client.client_id != "google-person"
    def authenticate_refresh_token(self, token): return world.refresh_tokens.get(token)
    def authenticate_user(self, credential): return world.mailbox
    def revoke_old_credential(self, credential):
        # Rotation in earnest: the old one is dead, unlike Microsoft's.
        if self.INCLUDE_NEW_REFRESH_TOKEN:
            world.refresh_tokens = {name: one for name, one in world.refresh_tokens.items() if one is not credential}


class ApplicationGrant(grants.ClientCredentialsGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_post", "private_key_jwt"]


class AccountGrant(JWTBearerGrant):
    CLAIMS_OPTIONS = {**JWTBearerGrant.CLAIMS_OPTIONS, "aud": {"essential": True, "values": []}}

    def resolve_issuer_client(self, name):
        if name not in clients: raise InvalidGrantError(description="Not a valid email or user ID.")
        return clients[name]
    def resolve_client_key(self, client, headers, payload):
        if payload["exp"] - time.time() > 3700 or payload["iat"] - time.time() > 60 or payload["exp"] < time.time():
            raise InvalidGrantError(
                description="Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe.")
        return account_key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    def authenticate_user(self, subject): return subject if subject == world.mailbox else None
    def has_granted_permission(self, client, user): return True


class DeviceGrant(DeviceCodeGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = ["none"]

    def query_device_credential(self, code): return world.devices.get(code)
    def query_user_grant(self, user_code):
        one = [device for device in world.devices.values() if device.user_code == user_code]
        return (world.mailbox, True) if one and one[0].is_approved else None
    def should_slow_down(self, credential): return False


class DeviceEndpoint(DeviceAuthorizationEndpoint):
    CLIENT_AUTH_METHODS = ["none"]
    INTERVAL = 1

    def get_verification_uri(self): return f"{issuer}/devicelogin"
    def save_device_credential(self, client_id, scope, data):
        world.devices[data["device_code"]] = Device(client_id, scope, data)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments): pass

    def reply(self, status, body, headers=()):
        # Where Authlib gives no words, as Microsoft's refusals; Google's have no numbers.
        if isinstance(body, dict) and "error" in body and "Invalid JWT" not in body.get("error_description", ""):
            body = dict(body, error_codes=[CODES.get(body["error"], 50000)], trace_id="trace-1",
                        correlation_id="correlation-1", timestamp="2026-11-28 12:00:00Z")
        content = json.dumps(body).encode() if isinstance(body, dict) else str(body or "").encode()
        self.send_response(status)
        for name, value in dict(headers).items():
            if name.lower() != "content-length": self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def asked(self, body=None):
        return OAuth2Request(self.command, issuer + self.path, body, dict(self.headers.items()))

    def do_POST(self):
        with lock:
            text = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            form = dict(urllib.parse.parse_qsl(text))
            if world.is_down: return self.reply(503, "down for maintenance")
            kind = form.get("grant_type", "device")
            world.asked[kind] = world.asked.get(kind, 0) + 1
            if world.refusal:
                error, code, words = world.refusal
                return self.reply(400, {"error": error, "error_description": words, "code": code})
            request = self.asked(form)
            if self.path.endswith("/devicecode"):
                self.reply(*server.create_endpoint_response(DeviceEndpoint.ENDPOINT_NAME, request))
            elif self.path.endswith("/token"):
                self.reply(*server.create_token_response(request))
            else:
                self.reply(404, "no such page")

    def do_GET(self):
        with lock:
            path = urllib.parse.urlsplit(self.path).path
            if path.endswith("/.well-known/openid-configuration"):
                return self.reply(200, {
                    "issuer": f"{issuer}/tenant-1/v2.0", "token_endpoint": f"{base}/token",
                    "authorization_endpoint": f"{base}/authorize", "device_authorization_endpoint": f"{base}/devicecode"})
            if path.endswith("/authorize"):
                return self.reply(*server.create_authorization_response(self.asked(), grant_user=world.mailbox))
            self.reply(404, "no such page")


def obey(line):
    verb, _, rest = line.partition(" ")
    if verb == "visit":
        # Without the lock: the page itself needs it, and waits for nobody.
        context = ssl.create_default_context(cafile=f"{folder}/ca.pem")
        return urllib.request.urlopen(rest, context=context, timeout=20).read().decode().strip()
    with lock:
        if verb == "life": world.life = int(rest)
        elif verb in ("down", "up"): world.is_down = verb == "down"
        elif verb == "only": world.only = rest
        elif verb == "mailbox": world.mailbox = rest
        elif verb == "refuse": world.refusal = tuple(rest.split(" ", 2)) if rest else None
        elif verb == "asked": return str(world.asked.get(rest, 0))
        elif verb == "type": next(one for one in world.devices.values() if one.user_code == rest).is_approved = True
        elif verb == "revoke":
            world.refresh_tokens, world.codes = {}, {}
            rotate_signing_key()
        else: raise ValueError(f"unknown command {verb}")
    return ""


authority_key = new_key()
authority = certificate("identity authority of the tests", authority_key)
write("ca.pem", authority.public_bytes(serialization.Encoding.PEM), 0o644)
app_key, account_key, server_key = new_key(), new_key(), new_key()
app_certificate = certificate("application of the tests", app_key)
write("app.pem", app_certificate.public_bytes(serialization.Encoding.PEM), 0o644)
write("app.key", pem(app_key))
write("app.secret", b"s3cret-value\n")
write("google.secret", b"g-secret\n")
chain = certificate("127.0.0.1", server_key, authority.subject, authority_key)
write("server.pem", chain.public_bytes(serialization.Encoding.PEM) + pem(server_key))
httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(f"{folder}/server.pem")
httpd.socket = context.wrap_socket(httpd.socket, server_side=True, do_handshake_on_connect=False)
issuer = f"https://127.0.0.1:{httpd.server_address[1]}"
base = f"{issuer}/tenant-1/oauth2/v2.0"
write("account.json", json.dumps({
    "type": "service_account", "client_email": "kutsu@project.iam.gserviceaccount.com", "client_id": "1234567890",
    "private_key_id": "k1", "private_key": pem(account_key).decode(), "token_uri": f"{base}/token"}).encode())
rotate_signing_key()

server = Server()
server.register_token_generator("default", access_token)
server.register_client_auth_method("private_key_jwt", CertificateProof(f"{base}/token"))
AccountGrant.CLAIMS_OPTIONS["aud"]["values"] = [f"{base}/token"]
server.register_grant(CodeGrant, [CodeChallenge(required=True)])
for grant in (RefreshGrant, ApplicationGrant, AccountGrant, DeviceGrant):
    server.register_grant(grant)
server.register_endpoint(DeviceEndpoint)
threading.Thread(target=httpd.serve_forever, daemon=True).start()
print(f"ready {httpd.server_address[1]}", flush=True)
for line in sys.stdin:
    try:
        print(f"ok {obey(line.strip())}", flush=True)
    except Exception as error:  # whatever it is, the test must hear of it
        print(f"failed: {error!r}", flush=True)
