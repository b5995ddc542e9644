using System.Globalization;
using System.Text;

namespace Hostile;

/// <summary>A request of HTTP/1.1 as it was received.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Target">Path and query.</param>
/// <param name="Headers">Names and values.</param>
/// <param name="Body">Its body, which may be empty.</param>
internal sealed record FrontRequest(
    string Method,
    string Target,
    IReadOnlyList<(string Name, string Value)> Headers,
    byte[] Body
)
{
    public string Path => Uri.UnescapeDataString(Target.Split('?')[0]);

    public string? Header(string name) =>
        Headers.FirstOrDefault(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>Reads the next request of a connection; null at its end.</summary>
    public static async Task<FrontRequest?> ReadAsync(Stream from, CancellationToken cancellationToken)
    {
        if (await LineAsync(from, cancellationToken) is not { Length: > 0 } first)
        {
            return null;
        }
        List<(string Name, string Value)> headers = [];
        while (await LineAsync(from, cancellationToken) is { Length: > 0 } line)
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            headers.Add((line[..colon], line[(colon + 1)..].Trim()));
        }
        string[] words = first.Split(' ');
        FrontRequest head = new(words[0], words[1], headers, []);
        if (head.Header("Content-Length") is { } length)
        {
            byte[] body = new byte[int.Parse(length, CultureInfo.InvariantCulture)];
            await from.ReadExactlyAsync(body, cancellationToken);
            return head with { Body = body };
        }
        return head.Header("Transfer-Encoding") is null
            ? head
            : head with
            {
                Body = await ChunksAsync(from, cancellationToken),
            };
    }

    private static async Task<byte[]> ChunksAsync(Stream from, CancellationToken cancellationToken)
    {
        using MemoryStream body = new();
        while (await LineAsync(from, cancellationToken) is { } size)
        {
            byte[] chunk = new byte[int.Parse(size, NumberStyles.HexNumber, CultureInfo.InvariantCulture)];
            await from.ReadExactlyAsync(chunk, cancellationToken);
            _ = await LineAsync(from, cancellationToken);
            if (chunk.Length == 0)
            {
                break;
            }
            await body.WriteAsync(chunk, cancellationToken);
        }
        return body.ToArray();
    }

    private static async Task<string?> LineAsync(Stream from, CancellationToken cancellationToken)
    {
        StringBuilder line = new();
        byte[] one = new byte[1];
        while (await from.ReadAsync(one, cancellationToken) > 0)
        {
            if (one[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }
            _ = line.Append((char)one[0]);
        }
        return null;
    }
}
