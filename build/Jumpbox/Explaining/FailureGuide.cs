using System.Globalization;
using System.Text;

namespace Jumpbox.Explaining;

/// <summary>Writes the catalogue as the Markdown table of <c>docs/failures/README.md</c>.</summary>
public static class FailureGuide
{
    /// <summary>Returns one table for each place where failures are printed.</summary>
    public static string Render()
    {
        StringBuilder text = new();
        foreach (IGrouping<string, KnownFailure> place in FailureCatalogue.All.GroupBy(row => row.Where))
        {
            _ = text.Append(
                    CultureInfo.InvariantCulture,
                    $"\n### {char.ToUpperInvariant(place.Key[0])}{place.Key[1..]}\n\n"
                )
                .Append(
                    "| id | cause | what to do | kind | try again | found by | sources |\n|---|---|---|---|---|---|---|\n"
                );
            foreach (KnownFailure row in place)
            {
                _ = text.Append(
                    CultureInfo.InvariantCulture,
                    $"| {Name(row)} | {Plain(row.Cause)} | {Plain(row.Cure)} | {Word(row.Kind)} | {Word(row.TryAgain)} | {Found(row)} | {Sources(row)} |\n"
                );
            }
        }
        return text.Append('\n').ToString();
    }

    // The link leads to the fault rules with which LocalAzure shows the failure.
    private static string Name(KnownFailure row) =>
        row.HasRehearsal ? $"[`{row.Id}`](rehearsals/{row.Id}.json)" : $"`{row.Id}`";

    private static string Found(KnownFailure row) => row.Check is { } check ? $"[{check}]({check}.md)" : "";

    private static string Sources(KnownFailure row) =>
        string.Join(
            ", ",
            row.Sources.Select(
                (source, at) =>
                    source.StartsWith("https://", StringComparison.Ordinal) ? $"[{at + 1}]({source})" : $"`{source}`"
            )
        );

    // A place for a value is shown as its words, or as its name.
    private static string Plain(string sentence)
    {
        StringBuilder plain = new();
        for (int at = 0; at < sentence.Length; at++)
        {
            int end = sentence[at] == '{' ? sentence.IndexOf('}', at) : -1;
            if (end < 0)
            {
                _ = plain.Append(sentence[at] is '<' or '>' or '|' ? $"\\{sentence[at]}" : sentence[at]);
                continue;
            }
            string[] place = sentence[(at + 1)..end].Split('|', 2);
            _ = plain.Append(Plain(place.Length == 2 ? place[1] : $"<{place[0]}>"));
            at = end;
        }
        return plain.ToString();
    }

    internal static string Word(FailureKind kind) => kind == FailureKind.SignIn ? "sign-in" : Lower(kind.ToString());

    private static string Word(TryAgain again) => Lower(again.ToString());

    private static string Lower(string word) => char.ToLowerInvariant(word[0]) + word[1..];
}
