using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using Microsoft.AspNetCore.Http;

namespace LocalAzure.Server;

/// <summary>
/// The part of a login endpoint that clients with a client secret need (OAuth 2.0 client credentials, RFC 6749, and the
/// discovery document). The secret is a token of this server, so this endpoint grants nothing that the token does not; the
/// new token is for the same principal. The path starts with a tenant, with <c>adfs</c> as of AD FS, or with both.
/// </summary>
internal sealed class SignIn(AccessToken tokens, Func<string> endpoint)
{
    private const string DefaultScope = "/.default";
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private static readonly string[] Audiences =
    [
        "https://management.azure.com/",
        "https://management.core.windows.net/",
        "https://storage.azure.com/",
        GraphDirectory.Audience,
    ];

    public static bool IsRequested(HttpRequest request) => Kind(request) is not null;

    /// <summary>Responds with the discovery document, a token, or an OAuth error.</summary>
    public async Task<ArmResponse> AnswerAsync(HttpContext http)
    {
        // Names such as "common" and "adfs" lead to the only tenant; a tenant by its id is this one or none.
        string? named = Segments(http.Request).Take(2).FirstOrDefault(s => Guid.TryParse(s, out _));
        if (named is not null && !ArmPath.Same(named, tokens.Tenant))
        {
            return Refused(
                400,
                "invalid_request",
                $"AADSTS90002: Tenant '{named}' not found. Check to make sure you have the correct tenant ID; LocalAzure has '{tokens.Tenant}'."
            );
        }
        if (Kind(http.Request) == "discovery")
        {
            return ArmResponse.Ok(Discovery(AuthorityOf(http.Request)));
        }
        if (!http.Request.HasFormContentType)
        {
            return Refused(400, "invalid_request", "The token endpoint takes a form.");
        }
        IFormCollection form;
        try
        {
            form = await http.Request.ReadFormAsync(http.RequestAborted);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return Refused(400, "invalid_request", "The form cannot be read.");
        }
        if (form["grant_type"] != "client_credentials")
        {
            return Refused(
                400,
                "unsupported_grant_type",
                $"The grant type '{form["grant_type"]}' is not modelled; client_credentials is."
            );
        }
        string wanted = form["scope"].ToString() is { Length: > 0 } scope
            ? Audience(scope)
            : form["resource"].ToString();
        string? audience = Audiences
            .Append(endpoint())
            .FirstOrDefault(a => ArmPath.Same(a.TrimEnd('/'), wanted.TrimEnd('/')));
        if (audience is null)
        {
            return Refused(
                400,
                "invalid_scope",
                $"There are no tokens for '{wanted}'. There are for {string.Join(", ", Audiences)} and {endpoint()}."
            );
        }
        try
        {
            Caller caller = tokens.Check("Bearer " + form["client_secret"], [.. Audiences, endpoint()]);
            return ArmResponse.Ok(
                new JsonObject
                {
                    ["token_type"] = "Bearer",
                    ["expires_in"] = (int)Lifetime.TotalSeconds,
                    ["ext_expires_in"] = (int)Lifetime.TotalSeconds,
                    ["resource"] = audience,
                    ["access_token"] = tokens.Issue(audience, caller.ObjectId, Lifetime),
                }
            );
        }
        catch (ArmException e)
        {
            return Refused(
                401,
                "invalid_client",
                $"The client secret must be a token of this server, as its ready file has one. {e.Error.Code}."
            );
        }
    }

    private static string[] Segments(HttpRequest request) =>
        (request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);

    // How many segments are the authority's.
    private static int Authority(string[] path) =>
        path.Length > 1 && ArmPath.Same(path[0], "adfs") && Guid.TryParse(path[1], out _) ? 2 : 1;

    private static string AuthorityOf(HttpRequest request)
    {
        string[] path = Segments(request);
        return string.Join('/', path.Take(Authority(path)));
    }

    private static string? Kind(HttpRequest request)
    {
        string[] path = Segments(request);
        string rest = string.Join('/', path.Skip(Authority(path))).ToLowerInvariant();
        return (request.Method, rest) switch
        {
            ("POST", "oauth2/v2.0/token" or "oauth2/token") => "token",
            ("GET", "v2.0/.well-known/openid-configuration" or ".well-known/openid-configuration") => "discovery",
            _ => null,
        };
    }

    // The scope of a resource is its audience followed by "/.default"; an audience may itself end with a slash.
    private static string Audience(string scope)
    {
        string first = scope.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "";
        return first.EndsWith(DefaultScope, StringComparison.OrdinalIgnoreCase) ? first[..^DefaultScope.Length] : first;
    }

    private JsonObject Discovery(string authority) =>
        new()
        {
            ["issuer"] = $"{endpoint()}/{authority}/v2.0",
            ["token_endpoint"] = $"{endpoint()}/{authority}/oauth2/v2.0/token",
            ["authorization_endpoint"] = $"{endpoint()}/{authority}/oauth2/v2.0/authorize",
            ["device_authorization_endpoint"] = $"{endpoint()}/{authority}/oauth2/v2.0/devicecode",
            ["jwks_uri"] = $"{endpoint()}/{authority}/discovery/v2.0/keys",
            ["token_endpoint_auth_methods_supported"] = new JsonArray("client_secret_post"),
            ["response_types_supported"] = new JsonArray("token"),
        };

    private static ArmResponse Refused(int status, string error, string description) =>
        new(status, new JsonObject { ["error"] = error, ["error_description"] = description });
}
