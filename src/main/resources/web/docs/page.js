// Shows /openapi.json, and lets its reader sign in and try it. Everything is asked of the address that the page is from.
(() => {
  const CLIENT = 'skein.docs.client';
  const SCOPES = 'read write follow push';
  const redirect = `${location.origin}/docs/oauth2-redirect.html`;

  const kept = () => {
    try {
      return JSON.parse(localStorage.getItem(CLIENT));
    } catch {
      return null;
    }
  };

  const keep = client => {
    try {
      localStorage.setItem(CLIENT, JSON.stringify(client));
    } catch {
      // Without storage the page registers anew next time.
    }
    return client;
  };

  // An app of this page's own, registered when somebody first wants to sign in.
  const register = async () => {
    const answer = await fetch('/api/v1/apps', {
      method: 'POST',
      headers: {'Content-Type': 'application/json'},
      body: JSON.stringify({client_name: 'API page', redirect_uris: redirect, scopes: SCOPES}),
    });
    if (!answer.ok) throw new Error(`Registering this page was answered with ${answer.status}`);
    const app = await answer.json();
    return keep({id: app.client_id, secret: app.client_secret, redirect});
  };

  const client = async () => {
    const known = kept();
    return known && known.redirect === redirect ? known : register();
  };

  const here = api => {
    api.servers = [{url: location.origin}];
    const flow = api.components.securitySchemes.oauth.flows.authorizationCode;
    flow.authorizationUrl = `${location.origin}/oauth/authorize`;
    flow.tokenUrl = `${location.origin}/oauth/token`;
    return api;
  };

  const show = api => SwaggerUIBundle({
    spec: here(api),
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

  // The dialog reads the client when it opens, so the first click waits for it.
  const signIn = ui => {
    const early = async click => {
      if (!click.target.closest('.btn.authorize, .authorization__btn')) return;
      click.stopImmediatePropagation();
      document.removeEventListener('click', early, true);
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
    document.addEventListener('click', early, true);
  };

  fetch('/openapi.json')
    .then(answer => answer.json())
    .then(api => signIn(show(api)))
    .catch(failure => {
      document.getElementById('api').textContent = `The description at /openapi.json could not be shown: ${failure.message}`;
    });
})();
