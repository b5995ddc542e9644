using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace LocalAzure.Tests;

/// <summary>A started server and a plain HTTP client that trusts it and is signed in as the operator.</summary>
internal sealed class LocalArm : IAsyncDisposable
{
    public const string Subscription = "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f";

    private LocalArm(LocalAzureServer server)
    {
        Server = server;
        Client = ClientOf(server);
        Client.DefaultRequestHeaders.Authorization = Bearer(server.OperatorPrincipalId);
    }

    public LocalAzureServer Server { get; }

    public HttpClient Client { get; }

    public static async Task<LocalArm> StartAsync(LocalAzureOptions? options = null) =>
        new(await LocalAzureServer.StartAsync(options ?? new(), TestContext.Current.CancellationToken));

    public static HttpClient ClientOf(LocalAzureServer server)
    {
        SocketsHttpHandler handler = new() { UseProxy = false };
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            CustomTrustStore = { server.CertificateAuthority },
        };
        return new HttpClient(handler) { BaseAddress = server.Endpoint };
    }

    public AuthenticationHeaderValue Bearer(string principal) =>
        new("Bearer", Server.IssueToken("https://management.azure.com/", principal, TimeSpan.FromHours(1)));

    public Task<Answer> GetAsync(string path, string? version = null) => SendAsync("GET", path, null, version);

    public Task<Answer> PutAsync(string path, string json, string? version = null) =>
        SendAsync("PUT", path, json, version);

    public Task<Answer> PostAsync(string path, string? json = null, string? version = null) =>
        SendAsync("POST", path, json, version);

    public Task<Answer> DeleteAsync(string path, string? version = null) => SendAsync("DELETE", path, null, version);

    public async Task<Answer> SendAsync(
        string method,
        string path,
        string? json,
        string? version = null,
        Action<HttpRequestMessage>? change = null
    )
    {
        string target = Server.Endpoint.GetLeftPart(UriPartial.Authority) + path;
        string url = version is null ? target : $"{target}{(path.Contains('?') ? '&' : '?')}api-version={version}";
        using HttpRequestMessage request = new(new HttpMethod(method), url);
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }
        change?.Invoke(request);
        using HttpResponseMessage response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Dictionary<string, string> headers = response
            .Headers.Concat(response.Content.Headers)
            .ToDictionary(h => h.Key, h => string.Join(',', h.Value), StringComparer.OrdinalIgnoreCase);
        return new((int)response.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text) : null, text, headers);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }
}
