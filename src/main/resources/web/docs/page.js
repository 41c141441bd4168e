// Shows /openapi.json, with sign-in and "Try it out". All requests go to the page's own origin.
(() => {
  const CLIENT = 'skein.docs.client';
  const SCOPES = 'read write follow push profile';
  const isGranted = scope => SCOPES.split(' ').includes(scope.split(':')[0]);
  const redirect = `${location.origin}/docs/oauth2-redirect.html`;

  const loadClient = () => {
    try {
      return JSON.parse(localStorage.getItem(CLIENT));
    } catch {
      return null;
    }
  };

  // A server with a new database does not know the client of the old one.
  const isKnown = async saved => {
    const query = new URLSearchParams(
      {response_type: 'code', client_id: saved.id, redirect_uri: redirect, scope: SCOPES});
    const response = await fetch(`/oauth/authorize?${query}`, {redirect: 'manual'});
    return response.ok;
  };

  const saveClient = client => {
    try {
      localStorage.setItem(CLIENT, JSON.stringify(client));
    } catch {
      // Without storage the page registers again next time.
    }
    return client;
  };

  // Registers this page as an app, at the first sign-in.
  const register = async () => {
    const response = await fetch('/api/v1/apps', {
      method: 'POST',
      headers: {'Content-Type': 'application/json'},
      body: JSON.stringify({client_name: 'API page', redirect_uris: redirect, scopes: SCOPES}),
    });
    if (!response.ok) throw new Error(`Registering this page failed with status ${response.status}`);
    const app = await response.json();
    return saveClient({id: app.client_id, secret: app.client_secret, redirect, scopes: SCOPES});
  };

  const client = async () => {
    const saved = loadClient();
    const usable = saved && saved.redirect === redirect && saved.scopes === SCOPES && await isKnown(saved);
    return usable ? saved : register();
  };

  const withOrigin = api => {
    api.servers = [{url: location.origin}];
    const flow = api.components.securitySchemes.oauth.flows.authorizationCode;
    flow.authorizationUrl = `${location.origin}/oauth/authorize`;
    // The server knows more scopes than this page may ask for.
    flow.scopes = Object.fromEntries(Object.entries(flow.scopes).filter(([scope]) => isGranted(scope)));
    flow.tokenUrl = `${location.origin}/oauth/token`;
    return api;
  };

  const show = api => SwaggerUIBundle({
    spec: withOrigin(api),
    dom_id: '#api',
    deepLinking: true,
    docExpansion: 'list',
    defaultModelsExpandDepth: 0,
    defaultModelExpandDepth: 3,
    displayRequestDuration: true,
    filter: true,
    tryItOutEnabled: true,
    validatorUrl: null,
    oauth2RedirectUrl: redirect,
    presets: [SwaggerUIBundle.presets.apis],
  });

  // The dialog reads the client when it opens, so the first click is delayed until the client is registered.
  const signIn = ui => {
    const firstClick = async click => {
      if (!click.target.closest('.btn.authorize, .authorization__btn')) return;
      click.stopImmediatePropagation();
      document.removeEventListener('click', firstClick, true);
      try {
        const app = await client();
        ui.initOAuth({
          clientId: app.id,
          clientSecret: app.secret,
          scopes: SCOPES,
          usePkceWithAuthorizationCodeGrant: true,
        });
      } finally {
        click.target.dispatchEvent(new MouseEvent('click', {bubbles: true}));
      }
    };
    document.addEventListener('click', firstClick, true);
  };

  fetch('/openapi.json')
    .then(response => response.json())
    .then(api => signIn(show(api)))
    .catch(failure => {
      document.getElementById('api').textContent = `Loading /openapi.json failed: ${failure.message}`;
    });
})();
