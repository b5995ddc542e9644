using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpbox.Boundaries;

namespace Build.Refreshing;

/// <summary>Sends JSON to the API of a CI service, with the token of the run.</summary>
internal sealed class ServiceClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly string _cure;

    /// <summary>Creates a client; nothing is sent yet.</summary>
    /// <param name="address">The API's address, from the run's own variables.</param>
    /// <param name="token">The token of the run.</param>
    /// <param name="cure">What to do where the service refuses the token.</param>
    /// <exception cref="PullRequestException">The address is not https, and not on this machine.</exception>
    public ServiceClient(Uri address, string token, string cure)
    {
        if (address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback)
        {
            throw new PullRequestException(
                $"The token of the run is not sent to {address}, which is not https. Use the CI service's https address."
            );
        }
        _cure = cure;
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = address,
            Timeout = Limits.Answer,
            MaxResponseContentBufferSize = Limits.AnswerBytes,
        };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("aks-jumpbox", null));
        _http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
    }

    /// <summary>Sends a request.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path below the address, with its query.</param>
    /// <param name="body">The body; null for none.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="PullRequestException">There was none, or it was a refusal.</exception>
    public async Task<JsonNode?> SendAsync(
        HttpMethod method,
        string path,
        JsonObject? body,
        CancellationToken cancellationToken
    )
    {
        using HttpRequestMessage request = new(method, path);
        request.Content = body is null ? null : JsonContent.Create(body);
        try
        {
            using HttpResponseMessage response = await _http.SendAsync(request, cancellationToken);
            string text = await response.Content.ReadAsStringAsync(cancellationToken);
            return response.IsSuccessStatusCode
                ? JsonNode.Parse(text)
                : throw new PullRequestException(
                    $"{method} {path} was refused with {(int)response.StatusCode}: {Message(text)} {_cure}"
                );
        }
        catch (Exception failure)
            when (failure is HttpRequestException or JsonException
                || (failure is TaskCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            throw new PullRequestException(
                $"{method} {path} got no readable answer from {_http.BaseAddress}: {PlainText.Line(failure.Message)} Run the job again."
            );
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    // Both services explain a refusal in 'message'.
    private static string Message(string text)
    {
        const int Longest = 300;
        string line = text;
        try
        {
            line = (JsonNode.Parse(text) as JsonObject)?["message"]?.ToString() ?? text;
        }
        catch (JsonException)
        {
            // An error page.
        }
        line = PlainText.Line(line).TrimEnd('.');
        return (line.Length > Longest ? line[..Longest] : line) + ".";
    }
}
