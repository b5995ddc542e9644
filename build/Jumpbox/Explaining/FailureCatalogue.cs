using System.Text.Json;

namespace Jumpbox.Explaining;

/// <summary>
/// The catalogue of known failures: data, with a JSON schema beside it, and part of the assembly, so that it is never
/// missing. Read on first use, which a run without a failure does not need.
/// </summary>
public static class FailureCatalogue
{
    private static readonly Lazy<(KnownFailure[] Rows, Noise[] Noise)> Content = new(Load);
    private static readonly Lazy<TextPattern> AnyNoise = new(() =>
        new TextPattern(string.Join('|', Content.Value.Noise.Select(noise => $"(?:{noise.Pattern.Source})")))
    );

    /// <summary>All rows, in the file's order.</summary>
    public static IReadOnlyList<KnownFailure> All => Content.Value.Rows;

    /// <summary>Whether a line alone is alarming but harmless.</summary>
    /// <param name="line">A line without the prefixes of Packer or CI.</param>
    internal static bool IsNoise(string line) => AnyNoise.Value.IsIn(line);

    /// <summary>The lines that may be a cause; alarming but harmless ones are empty, with those that they are about.</summary>
    /// <param name="lines">Lines without the prefixes of Packer or CI.</param>
    internal static IReadOnlyList<string> WithoutNoise(IReadOnlyList<string> lines)
    {
        string[] spoken = [.. lines];
        for (int line = 0; line < lines.Count; line++)
        {
            if (!IsNoise(lines[line]))
            {
                continue;
            }
            Noise[] found = [.. Content.Value.Noise.Where(noise => noise.Pattern.IsIn(lines[line]))];
            int first = Math.Max(0, line - found.Max(noise => noise.Before));
            int last = Math.Min(lines.Count - 1, line + found.Max(noise => noise.After));
            Array.Fill(spoken, "", first, last - first + 1);
        }
        return spoken;
    }

    private static (KnownFailure[] Rows, Noise[] Noise) Load()
    {
        using Stream stream = typeof(FailureCatalogue).Assembly.GetManifestResourceStream(
            "Jumpbox.Explaining.failures.json"
        )!;
        using JsonDocument document = JsonDocument.Parse(stream);
        JsonElement root = document.RootElement;
        return (
            [.. root.GetProperty("failures").EnumerateArray().Select(Row)],
            [
                .. root.GetProperty("noise")
                    .EnumerateArray()
                    .Select(noise => new Noise(
                        new TextPattern(Text(noise, "match")!),
                        Number(noise, "before"),
                        Number(noise, "after")
                    )),
            ]
        );
    }

    private static KnownFailure Row(JsonElement row)
    {
        string? check = Text(row, "check");
        return new KnownFailure
        {
            Id = Text(row, "id")!,
            Where = Text(row, "where")!,
            Kind = Word<FailureKind>(row, "kind") ?? FailureKind.Service,
            TryAgain = Word<TryAgain>(row, "tryAgain") ?? TryAgain.No,
            OtherSize = row.TryGetProperty("otherSize", out JsonElement other) && other.GetBoolean(),
            Rank = Word<FailureRank>(row, "rank") ?? FailureRank.Cause,
            Family = Text(row, "family"),
            During = Word<FailurePhase>(row, "during"),
            Hides = Texts(row, "hides"),
            Distinct = Text(row, "distinct"),
            Cause = Text(row, "cause")!,
            Cure = Text(row, "cure")!,
            Cures = row.TryGetProperty("cures", out JsonElement cures)
                ? cures.EnumerateObject().ToDictionary(cure => cure.Name, cure => cure.Value.GetString()!)
                : [],
            Check = check,
            Document =
                Text(row, "document") ?? (check is null ? "docs/failures/README.md" : $"docs/failures/{check}.md"),
            Sources = Texts(row, "sources"),
            Match = Patterns(row, "match"),
            With = Patterns(row, "with"),
            Unless = Patterns(row, "unless"),
        };
    }

    private static string? Text(JsonElement row, string name) =>
        row.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private static int Number(JsonElement row, string name) =>
        row.TryGetProperty(name, out JsonElement value) ? value.GetInt32() : 0;

    private static T? Word<T>(JsonElement row, string name)
        where T : struct, Enum =>
        Text(row, name) is { } word
            ? Enum.Parse<T>(word.Replace("-", "", StringComparison.Ordinal), ignoreCase: true)
            : null;

    private static string[] Texts(JsonElement row, string name) =>
        row.TryGetProperty(name, out JsonElement values)
            ? [.. values.EnumerateArray().Select(value => value.GetString()!)]
            : [];

    private static TextPattern[] Patterns(JsonElement row, string name) =>
        [.. Texts(row, name).Select(source => new TextPattern(source))];

    // Harmless with so many lines around it, which it is about.
    private sealed record Noise(TextPattern Pattern, int Before, int After);
}
