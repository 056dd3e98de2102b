/* Starts Swagger UI. The server's policy allows no inline script, hence a file of its own. */
window.addEventListener("DOMContentLoaded", () => {
  window.SwaggerUIBundle({
    url: "/api/openapi.yaml",
    dom_id: "#docs",
    deepLinking: true,
    // A browser that is signed in sends its cookie along; writes also need the session's CSRF token.
    requestInterceptor: async (request) => {
      if (request.method && !["GET", "HEAD"].includes(request.method.toUpperCase()) && !request.headers.Authorization) {
        const answer = await fetch("/api/v1/me");
        if (answer.ok) request.headers["X-CSRF-Token"] = (await answer.json()).csrf_token ?? "";
      }
      return request;
    },
  });
});
