"""Users of the instances started by a check."""
import json

from instances import bearer, eventually, expect


class User:
    """A user with an account, who can use any instance."""

    def __init__(self, session, name):
        self.session, self.name, self.token = session, name, None

    async def ask(self, at, method, path, **body):
        async with self.session.request(
                method, f"http://127.0.0.1:{at.port}{path}", headers=bearer(self.token), json=body or None) as got:
            told = await got.json()
            expect(got.status == 200, f"{at.name}: {method} {path} of {self.name} is answered 200", (got.status, told))
            return told

    async def sign_up(self, at):
        redirect, scopes = "urn:ietf:wg:oauth:2.0:oob", "read write follow"
        app = await self.ask(at, "POST", "/api/v1/apps", client_name="a check", redirect_uris=redirect, scopes=scopes)
        own = await self.ask(at, "POST", "/oauth/token", grant_type="client_credentials", scope=scopes,
                             redirect_uri=redirect, client_id=app["client_id"], client_secret=app["client_secret"])
        self.token = own["access_token"]
        made = await self.ask(at, "POST", "/api/v1/accounts", username=self.name, email=f"{self.name}@example.org",
                              password=f"correct horse {self.name}", agreement=True, locale="en")
        self.token = made["access_token"]
        self.id = (await self.ask(at, "GET", "/api/v1/accounts/verify_credentials"))["id"]
        return self

    async def posts(self, at, text, **more):
        return (await self.ask(at, "POST", "/api/v1/statuses", status=text, **more))["id"]

    async def finds(self, at, path, wanted):
        async def found():
            return wanted in json.dumps(await self.ask(at, "GET", path))
        await eventually(found, f"{self.name} finds it at {path} of the {at.name} version", 30)
