using System.Globalization;
using Jumpbox.Boundaries;

namespace Jumpbox.Azure.Arm;

/// <summary>
/// The SDK obeys Retry-After without a limit and fails on values of years. This handler limits the pause and passes it on in
/// milliseconds.
/// </summary>
internal sealed class RetryAfterCap(HttpMessageHandler inner, AzureSessionOptions options) : DelegatingHandler(inner)
{
    /// <summary>The header that passes the pause on to the SDK.</summary>
    public const string Milliseconds = "x-ms-retry-after-ms";

    private static readonly string[] Spellings = [Milliseconds, "retry-after-ms", "Retry-After"];

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        if (Spellings.Any(response.Headers.Contains))
        {
            Cap(response, request.RequestUri!);
        }
        return response;
    }

    private void Cap(HttpResponseMessage response, Uri from)
    {
        TimeSpan? asked =
            RetryAfter.Milliseconds(Text(response, Milliseconds))
            ?? RetryAfter.Milliseconds(Text(response, "retry-after-ms"))
            ?? RetryAfter.Seconds(Text(response, "Retry-After"), options.Time.GetUtcNow());
        foreach (string spelling in Spellings)
        {
            response.Headers.Remove(spelling);
        }
        if (asked is not { } pause)
        {
            return;
        }
        if (pause > options.LongestPause)
        {
            options.Say?.Invoke(
                $"{Origin.Show(from)} requested a delay of {SpanWords.Of(pause)}; "
                    + $"waiting {SpanWords.Of(options.LongestPause)}, the maximum."
            );
            pause = options.LongestPause;
        }
        response.Headers.TryAddWithoutValidation(
            Milliseconds,
            Math.Ceiling(pause.TotalMilliseconds).ToString(CultureInfo.InvariantCulture)
        );
    }

    private static string? Text(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? values.FirstOrDefault() : null;
}
