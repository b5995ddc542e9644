using System.Globalization;

namespace Jumpbox.Evidence.Scan;

/// <summary>
/// The base score of a vector of CVSS 3. Source: CVSS v3.1 specification, sections 7.1 "Base Metrics Equations", 7.4 "Metric Values" and
/// appendix A "Floating Point Rounding". Version 4 has a table of 270 scores in place of equations, and is not read.
/// </summary>
internal static class CvssScore
{
    private static readonly Dictionary<string, double> Weights = new(StringComparer.Ordinal)
    {
        ["AV:N"] = 0.85,
        ["AV:A"] = 0.62,
        ["AV:L"] = 0.55,
        ["AV:P"] = 0.2,
        ["AC:L"] = 0.77,
        ["AC:H"] = 0.44,
        ["UI:N"] = 0.85,
        ["UI:R"] = 0.62,
        ["PR:N"] = 0.85,
        ["PR:L"] = 0.62,
        ["PR:H"] = 0.27,
        ["S:U"] = 0,
        ["S:C"] = 1,
        ["C:H"] = 0.56,
        ["C:L"] = 0.22,
        ["C:N"] = 0,
        ["I:H"] = 0.56,
        ["I:L"] = 0.22,
        ["I:N"] = 0,
        ["A:H"] = 0.56,
        ["A:L"] = 0.22,
        ["A:N"] = 0,
    };

    /// <summary>The score with one digit after the point, 0.0 to 10.0; null for what is not a complete vector of CVSS 3.0 or 3.1.</summary>
    /// <param name="vector">The vector, such as <c>CVSS:3.1/AV:N/…</c>.</param>
    public static string? Of(string vector)
    {
        string[] words = vector.Split('/');
        Dictionary<string, double> values = [];
        foreach (string word in words.Skip(1).Where(Weights.ContainsKey))
        {
            if (!values.TryAdd(word.Split(':')[0], Weights[word]))
            {
                return null;
            }
        }
        return words[0] is "CVSS:3.0" or "CVSS:3.1" && values.Count == 8
            ? Base(values).ToString("0.0", CultureInfo.InvariantCulture)
            : null;
    }

    private static double Base(Dictionary<string, double> of)
    {
        bool changed = of["S"] > 0;
        double inner = 1 - ((1 - of["C"]) * (1 - of["I"]) * (1 - of["A"]));
        double impact = changed ? (7.52 * (inner - 0.029)) - (3.25 * Math.Pow(inner - 0.02, 15)) : 6.42 * inner;
        // Privileges weigh more where the scope changes.
        double privileges =
            !changed ? of["PR"]
            : of["PR"] == 0.62 ? 0.68
            : of["PR"] == 0.27 ? 0.5
            : of["PR"];
        double sum = impact + (8.22 * of["AV"] * of["AC"] * privileges * of["UI"]);
        return impact <= 0 ? 0 : Up(Math.Min((changed ? 1.08 : 1) * sum, 10));
    }

    private static double Up(double score)
    {
        int whole = (int)Math.Round(score * 100_000);
        return whole % 10_000 == 0 ? whole / 100_000.0 : (Math.Floor(whole / 10_000.0) + 1) / 10.0;
    }
}
