using System.Globalization;
using System.Text;
using Jumpbox.Boundaries;
using Jumpbox.Network;
using Jumpbox.Reachability;

namespace Jumpbox.Checks;

/// <summary>
/// The paths of a build's traffic as a picture: one card for all flows that take the same hops, with the verdict in colours and
/// words. It is as wide as a phone, so that its text stays readable there.
/// </summary>
public static class NetworkPicture
{
    private const int Width = 360;
    private const int Line = 17;
    private const int Letters = 50;

    /// <summary>The picture as SVG; null if the network could not be read.</summary>
    /// <param name="facts">The facts.</param>
    public static string? Write(Facts facts)
    {
        ProbedPaths probed = new(facts);
        TrafficPath[][] cards =
        [
            .. NetworkFlows
                .Of(facts)
                .GroupBy(path =>
                    (
                        path.From,
                        path.Reach,
                        Probe: probed.ReachOf(path),
                        Hops: string.Join('|', path.Branches.Select(Alike))
                    )
                )
                .OrderByDescending(group => group.Key.Reach)
                .Select(group => group.ToArray()),
        ];
        if (cards.Length == 0)
        {
            return null;
        }
        StringBuilder body = new();
        int y = 10;
        foreach (TrafficPath[] card in cards)
        {
            y = Card(body, card, y, probed) + 10;
        }
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {y}" width="{Width}" height="{y}" font-family="system-ui, sans-serif" font-size="12" role="img" aria-label="Network paths of the build">
            <rect width="{Width}" height="{y}" fill="#ffffff"/>
            {body}</svg>

            """
        );
    }

    private static int Card(StringBuilder body, TrafficPath[] paths, int top, ProbedPaths probed)
    {
        TrafficPath first = paths[0];
        List<(string Text, string Colour, bool Bold)> lines =
        [
            ($"{first.From}: {NetworkExplanation.Word(first.Reach)}", Colour(first.Reach), true),
            .. Wrapped($"to {string.Join(", ", paths.Select(path => path.To))}")
                .Select(text => (text, "#1f2328", false)),
        ];
        foreach (Branch branch in first.Branches)
        {
            if (branch.Condition is { } condition)
            {
                lines.AddRange(Wrapped($"{condition}:").Select(text => (text, "#57606a", true)));
            }
            lines.AddRange(
                branch.Hops.SelectMany(hop => Wrapped($"↓ {hop.Says}").Select(text => (text, Colour(hop.Reach), false)))
            );
        }
        if (probed.ReachOf(first) is { } met)
        {
            lines.AddRange(
                Wrapped($"The probe: {probed.Says(first, withDetails: paths.Length == 1)}")
                    .Select(text => (text, Colour(met), true))
            );
        }
        int height = (lines.Count * Line) + 14;
        _ = body.Append(
            CultureInfo.InvariantCulture,
            $"""<rect x="6" y="{top}" width="{Width - 12}" height="{height}" rx="6" fill="#f6f8fa" stroke="{Colour(first.Reach)}"/>"""
        );
        int y = top + Line + 2;
        foreach ((string text, string colour, bool bold) in lines)
        {
            _ = body.Append(
                CultureInfo.InvariantCulture,
                $"""<text x="14" y="{y}" fill="{colour}"{(bold ? " font-weight=\"bold\"" : "")}>{Escaped(text)}</text>"""
            );
            y += Line;
        }
        _ = body.Append('\n');
        return top + height;
    }

    private static string Alike(Branch branch) =>
        branch.Condition
        + string.Join(';', branch.Hops.Select(hop => $"{hop.Kind}{hop.Reach}{hop.Resource}{hop.Rule}"));

    // Dark enough on the light card for people who see little contrast.
    private static string Colour(Reach reach) =>
        reach switch
        {
            Reach.Yes => "#116329",
            Reach.No => "#b31d28",
            _ => "#7d4e00",
        };

    // SVG does not wrap text: long words, such as ids, are cut as well.
    private static IEnumerable<string> Wrapped(string text)
    {
        StringBuilder line = new();
        int width = 0;
        foreach (string word in text.Split(' ').SelectMany(Pieces))
        {
            int wide = word.EnumerateRunes().Sum(WidthOf);
            if (width > 0 && width + wide + 1 > Letters)
            {
                yield return line.ToString();
                _ = line.Clear();
                width = 0;
            }
            _ = line.Append(width > 0 ? " " : "").Append(word);
            width += wide + (width > 0 ? 1 : 0);
        }
        yield return line.ToString();
    }

    private static IEnumerable<string> Pieces(string word)
    {
        StringBuilder piece = new();
        int width = 0;
        foreach (Rune rune in word.EnumerateRunes())
        {
            if (width + WidthOf(rune) > Letters)
            {
                yield return piece.ToString();
                _ = piece.Clear();
                width = 0;
            }
            _ = piece.Append(rune);
            width += WidthOf(rune);
        }
        yield return piece.ToString();
    }

    // Scripts of East Asia and symbols are about twice as wide. Source: Unicode Standard Annex 11, "East Asian Width".
    private static int WidthOf(Rune rune) => rune.Value is >= 0x1100 and (<= 0x115F or >= 0x2E80) ? 2 : 1;

    private static string Escaped(string text) => System.Security.SecurityElement.Escape(PlainText.Line(text));
}
