using System.Text;
using System.Threading.Channels;

namespace Pipeline.Tests;

/// <summary>What a program prints, readable line by line while it runs.</summary>
internal sealed class PrintedLines
{
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    public PrintedLines(StreamReader output) => All = ReadAsync(output);

    /// <summary>All of it, once the program has ended.</summary>
    public Task<string> All { get; }

    /// <summary>The lines since the last call, up to the first one with a word. Fails if the program ends before it.</summary>
    public async Task<IReadOnlyList<string>> UntilAsync(string word, CancellationToken cancellationToken)
    {
        List<string> lines = [];
        await foreach (string line in _lines.Reader.ReadAllAsync(cancellationToken))
        {
            lines.Add(line);
            if (line.Contains(word, StringComparison.Ordinal))
            {
                return lines;
            }
        }
        Assert.Fail($"'{word}' was never printed:\n{string.Join('\n', lines)}");
        return lines;
    }

    private async Task<string> ReadAsync(StreamReader output)
    {
        StringBuilder all = new();
        while (await output.ReadLineAsync() is { } line)
        {
            all.AppendLine(line);
            _lines.Writer.TryWrite(line);
        }
        _lines.Writer.Complete();
        return all.ToString();
    }
}
