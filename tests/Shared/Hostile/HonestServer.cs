using System.Text;

namespace Hostile;

/// <summary>What stands behind the front: sends requests on as they are, and gives the front's origin for its own.</summary>
/// <param name="handler">Reaches the server; it must not follow redirects.</param>
/// <param name="server">The server; null for the host that each request names.</param>
internal sealed class HonestServer(HttpMessageHandler handler, Uri? server = null) : IDisposable
{
    private readonly HttpClient _http = new(handler);

    public async Task<FrontAnswer> AnswerAsync(FrontRequest request, string origin, CancellationToken cancellationToken)
    {
        Uri target = new(server ?? new Uri($"https://{request.Header("Host")}"), request.Target);
        using HttpRequestMessage message = new(new HttpMethod(request.Method), target);
        if (request.Body.Length > 0 || request.Header("Content-Type") is not null)
        {
            message.Content = new ByteArrayContent(request.Body);
        }
        foreach ((string name, string value) in request.Headers)
        {
            if (!IsOfConnection(name) && !message.Headers.TryAddWithoutValidation(name, value))
            {
                _ = message.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }
        using HttpResponseMessage answer = await _http.SendAsync(message, cancellationToken);
        byte[] body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        string own = target.GetLeftPart(UriPartial.Authority);
        return new FrontAnswer(
            (int)answer.StatusCode,
            [
                .. answer
                    .Headers.Concat(answer.Content.Headers)
                    .Where(one => !IsOfConnection(one.Key))
                    .SelectMany(one =>
                        one.Value.Select(value => (one.Key, server is null ? value : Moved(value, own, origin)))
                    ),
            ],
            server is null || body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(own)) < 0
                ? body
                : Encoding.UTF8.GetBytes(Moved(Encoding.UTF8.GetString(body), own, origin))
        );
    }

    public void Dispose() => _http.Dispose();

    private static string Moved(string text, string from, string to) =>
        text.Replace(from, to, StringComparison.OrdinalIgnoreCase);

    private static bool IsOfConnection(string header) =>
        header.ToLowerInvariant() is "host" or "content-length" or "transfer-encoding" or "connection";
}
