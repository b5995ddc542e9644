using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Azure.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Jumpbox.Signing.Tests;

/// <summary>
/// An HTTPS server that signs as Key Vault does and refuses what Key Vault refuses: no token, another key or version, an
/// algorithm that the key's curve does not have, a value that is not a digest of its size in base64url.
/// </summary>
internal sealed class VaultStandIn : IAsyncDisposable
{
    public const string Token = "token-of-the-test";
    public const string Version = "0123456789abcdef0123456789abcdef";

    private readonly WebApplication _app;
    private readonly X509Certificate2 _authority;
    private Uri _endpoint = null!;

    private VaultStandIn(WebApplication app, X509Certificate2 authority)
    {
        _app = app;
        _authority = authority;
    }

    public ECDsa Key { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>Changes an answer before it is sent.</summary>
    public Action<JsonObject> Change { get; set; } = _ => { };

    public string? Refusal { get; set; }

    /// <summary>Answers what is not about a key, as a cloud does that serves its own vault; null for none.</summary>
    public Func<HttpContext, Task>? Others { get; set; }

    public Uri Endpoint => _endpoint;

    public X509Certificate2 Authority => _authority;

    public List<string> Scopes { get; } = [];

    public string KeyId => $"{_endpoint.GetLeftPart(UriPartial.Authority)}/keys/evidence/{Version}";

    public static async Task<VaultStandIn> StartAsync()
    {
        DateTimeOffset from = DateTimeOffset.UtcNow.AddHours(-1);
        LabAuthority authority = LabAuthority.Root("vault", from, from.AddDays(1));
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 server = authority.Issue(request, from, from.AddHours(20)).CopyWithPrivateKey(key);
        X509Certificate2 loaded = X509CertificateLoader.LoadPkcs12(server.Export(X509ContentType.Pkcs12), null);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        _ = builder.Logging.ClearProviders();
        _ = builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(loaded))
        );
        _ = builder.WebHost.UseKestrelHttpsConfiguration();
        VaultStandIn vault = new(builder.Build(), authority.Certificate);
        vault._app.Run(vault.AnswerAsync);
        await vault._app.StartAsync();
        vault._endpoint = new Uri(
            vault._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()
        );
        return vault;
    }

    public AzureSession Session() =>
        new(
            AzureCloud.Custom("stand-in", _endpoint),
            new RecordedToken(Scopes),
            new AzureSessionOptions { CertificateAuthority = _authority }
        );

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Key.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (Others is not null && !context.Request.Path.StartsWithSegments("/keys"))
        {
            await Others(context);
            return;
        }
        JsonObject? body =
            context.Request.ContentLength > 0 ? (await JsonNode.ParseAsync(context.Request.Body))?.AsObject() : null;
        (int status, JsonObject answer) = Answer(context.Request, body);
        if (status == 200)
        {
            Change(answer);
        }
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer.ToJsonString());
    }

    private (int, JsonObject) Answer(HttpRequest request, JsonObject? body)
    {
        string path = $"/keys/evidence/{Version}";
        string? value = body?["value"]?.GetValue<string>();
        return Refusal is not null ? Fail(403, "Forbidden", Refusal)
            : request.Headers.Authorization != $"Bearer {Token}" ? Fail(401, "Unauthorized", "No token.")
            : request.Query["api-version"] != "7.4" ? Fail(400, "BadParameter", "The API version is not supported.")
            : request.Method == "GET" && request.Path == path ? (200, Described())
            : request.Method != "POST" || request.Path != $"{path}/sign"
                ? Fail(404, "KeyNotFound", "A key was not found.")
            : body?["alg"]?.GetValue<string>() != "ES256"
                ? Fail(400, "BadParameter", "Key and signing algorithm are incompatible.")
            : value is null
            || value.Contains('=', StringComparison.Ordinal)
            || !Base64Url.IsValid(value, out int length)
            || length != 32
                ? Fail(400, "BadParameter", "Invalid length of 'value': 32 bytes are needed for ES256.")
            : (
                200,
                new JsonObject
                {
                    ["kid"] = KeyId,
                    ["value"] = Base64Url.EncodeToString(Key.SignHash(Base64Url.DecodeFromChars(value))),
                }
            );
    }

    private JsonObject Described()
    {
        ECPoint point = Key.ExportParameters(false).Q;
        return new JsonObject
        {
            ["key"] = new JsonObject
            {
                ["kid"] = KeyId,
                ["kty"] = "EC",
                ["key_ops"] = new JsonArray("sign", "verify"),
                ["crv"] = "P-256",
                ["x"] = Base64Url.EncodeToString(point.X),
                ["y"] = Base64Url.EncodeToString(point.Y),
            },
            ["attributes"] = new JsonObject { ["enabled"] = true },
        };
    }

    private static (int, JsonObject) Fail(int status, string code, string message) =>
        (
            status,
            new JsonObject
            {
                ["error"] = new JsonObject { ["code"] = code, ["message"] = message },
            }
        );

    private sealed class RecordedToken(List<string> scopes) : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            scopes.AddRange(requestContext.Scopes);
            return new AccessToken(Token, DateTimeOffset.UtcNow.AddHours(1));
        }

        public override ValueTask<AccessToken> GetTokenAsync(
            TokenRequestContext requestContext,
            CancellationToken cancellationToken
        ) => new(GetToken(requestContext, cancellationToken));
    }
}
