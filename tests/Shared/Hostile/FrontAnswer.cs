using System.Globalization;
using System.Text;

namespace Hostile;

/// <summary>An answer of HTTP/1.1, honest or changed by a misbehaviour.</summary>
/// <param name="Status">The status.</param>
/// <param name="Headers">Names and values without the length.</param>
/// <param name="Body">The body.</param>
internal sealed record FrontAnswer(int Status, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body)
{
    public static FrontAnswer Of(int status, string body, params ReadOnlySpan<(string Name, string Value)> headers) =>
        new(status, [("Content-Type", "application/json"), .. headers], Encoding.UTF8.GetBytes(body));

    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>The same with one header more, in place of one of its name.</summary>
    public FrontAnswer With(string name, string value) =>
        this with
        {
            Headers =
            [
                .. Headers.Where(one => !one.Name.Equals(name, StringComparison.OrdinalIgnoreCase)),
                (name, value),
            ],
        };

    public FrontAnswer With(string body) => this with { Body = Encoding.UTF8.GetBytes(body) };

    /// <summary>Status line and headers.</summary>
    /// <param name="length">The announced length; null for the true one.</param>
    public byte[] Head(string? length = null)
    {
        StringBuilder head = new();
        _ = head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {Status} Said\r\n");
        foreach ((string name, string value) in Headers)
        {
            _ = head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }
        if (Status is not (204 or 304))
        {
            string announced = length ?? Body.Length.ToString(CultureInfo.InvariantCulture);
            _ = head.Append(CultureInfo.InvariantCulture, $"Content-Length: {announced}\r\n");
        }
        return Encoding.Latin1.GetBytes(head.Append("\r\n").ToString());
    }

    /// <summary>The whole answer.</summary>
    /// <param name="request">What it answers.</param>
    public byte[] Whole(FrontRequest request) =>
        request.Method == "HEAD" || Status is 204 or 304 ? Head() : [.. Head(), .. Body];
}
