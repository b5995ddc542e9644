using System.Globalization;
using System.Text;
using Jumpbox.Boundaries;

namespace Jumpbox.Azure.Clients;

/// <summary>
/// Copies a log line by line without secrets and control characters. Azure stores the output of steps unchanged; the copy is
/// evidence for many readers, terminals and CI logs.
/// </summary>
internal static class LogCopy
{
    /// <summary>The maximum length of a line in characters; no line of a tool that is worth reading is longer.</summary>
    public const int LongestLine = 64 * 1024;

    /// <summary>Appends the lines of one log file to another. Memory does not depend on their length.</summary>
    /// <param name="from">The file to read, in UTF-8.</param>
    /// <param name="to">The target.</param>
    /// <param name="cancellationToken">Cancels the copy.</param>
    public static async Task AppendAsync(string from, TextWriter to, CancellationToken cancellationToken)
    {
        using StreamReader reader = new(from);
        char[] buffer = new char[LongestLine];
        StringBuilder line = new();
        long omitted = 0;
        char last = '\n';
        int read;
        while ((read = await reader.ReadAsync(buffer, cancellationToken)) > 0)
        {
            for (int at = 0; at < read; at++)
            {
                char letter = buffer[at];
                if (letter is '\n' or '\r')
                {
                    // A line that ends with both ends once.
                    if (!(letter == '\n' && last == '\r'))
                    {
                        await WriteAsync(line, omitted, to, cancellationToken);
                        omitted = 0;
                    }
                }
                else if (line.Length < LongestLine)
                {
                    _ = line.Append(letter);
                }
                else
                {
                    omitted++;
                }
                last = letter;
            }
        }
        if (line.Length > 0)
        {
            await WriteAsync(line, omitted, to, cancellationToken);
        }
    }

    private static Task WriteAsync(StringBuilder line, long omitted, TextWriter to, CancellationToken cancellationToken)
    {
        string text = Redaction.Scrub(PlainText.Line(line.ToString()));
        _ = line.Clear();
        string rest = omitted == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"… [{omitted} more characters]");
        return to.WriteLineAsync($"{text}{rest}".AsMemory(), cancellationToken);
    }
}
