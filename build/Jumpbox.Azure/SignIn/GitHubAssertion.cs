using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Boundaries;

namespace Jumpbox.Azure.SignIn;

/// <summary>
/// Requests a new assertion from GitHub each time: an assertion lives for minutes, and a build takes hours
/// (https://docs.github.com/actions/reference/security/oidc).
/// </summary>
internal sealed class GitHubAssertion(Uri address, string requestToken, HttpMessageHandler? handler = null)
{
    private const string Audience = "api://AzureADTokenExchange";

    public async Task<string> GetAsync(CancellationToken cancellationToken)
    {
        using HttpClient client = new(handler ?? new SocketsHttpHandler { AllowAutoRedirect = false }, handler is null)
        {
            Timeout = Limits.Silence,
            MaxResponseContentBufferSize = Limits.TokenBytes,
        };
        string separator = address.Query.Length == 0 ? "?" : "&";
        Uri target = new($"{address}{separator}audience={Uri.EscapeDataString(Audience)}");
        using HttpRequestMessage request = new(HttpMethod.Get, target);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", requestToken);
        using HttpResponseMessage response = await client.SendAsync(request, cancellationToken);
        string text = await response.Content.ReadAsStringAsync(cancellationToken);
        string? assertion = response.IsSuccessStatusCode ? (AnswerJson.Parse(text) as JsonObject).Text("value") : null;
        return assertion
            ?? throw new global::Azure.Identity.AuthenticationFailedException(
                $"GitHub's token service returned {(int)response.StatusCode} and no assertion. "
                    + "Check that the job has 'permissions: id-token: write'."
            );
    }
}
