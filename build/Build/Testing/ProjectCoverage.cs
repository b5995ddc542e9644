namespace Build.Testing;

/// <summary>Which lines and branches of one project the tests ran.</summary>
/// <param name="name">The project's name.</param>
internal sealed class ProjectCoverage(string name)
{
    private readonly Dictionary<(string File, int Number), CoveredLine> _all = [];
    private readonly Dictionary<(string File, int Number), CoveredLine> _own = [];

    /// <summary>The project's name.</summary>
    public string Name => name;

    /// <summary>What all test projects ran together.</summary>
    public CoverageFigure All => CoverageFigure.Of(_all.Values);

    /// <summary>What the project's own test project ran; null when that was not part of the run.</summary>
    public CoverageFigure? Own => _own.Count > 0 ? CoverageFigure.Of(_own.Values) : null;

    /// <summary>Every line, by file and number.</summary>
    public IEnumerable<CoveredLine> Lines => _all.Values.OrderBy(line => line.File).ThenBy(line => line.Number);

    /// <summary>Adds what one test project ran.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="own">Whether it is the project's own test project.</param>
    public void Add(IEnumerable<CoveredLine> lines, bool own)
    {
        foreach (CoveredLine line in lines)
        {
            Add(_all, line);
            if (own)
            {
                Add(_own, line);
            }
        }
    }

    // A lambda's lines are in its own class and in the one around it.
    private static void Add(Dictionary<(string, int), CoveredLine> lines, CoveredLine line) =>
        lines[(line.File, line.Number)] = lines.TryGetValue((line.File, line.Number), out CoveredLine? known)
            ? known.With(line)
            : line;
}

/// <summary>One line of source.</summary>
/// <param name="File">The file's path.</param>
/// <param name="Number">The line's number.</param>
/// <param name="IsHit">Whether a test ran it.</param>
/// <param name="Taken">How many of its branches a test took.</param>
/// <param name="Branches">How many branches it has.</param>
internal sealed record CoveredLine(string File, int Number, bool IsHit, int Taken, int Branches)
{
    /// <summary>The line as both runs together saw it.</summary>
    /// <param name="other">The same line in another run.</param>
    public CoveredLine With(CoveredLine other) =>
        this with
        {
            IsHit = IsHit || other.IsHit,
            Taken = Math.Max(Taken, other.Taken),
            Branches = Math.Max(Branches, other.Branches),
        };
}

/// <summary>How much was run.</summary>
/// <param name="Lines">How many lines there are.</param>
/// <param name="LinesHit">How many of them were run.</param>
/// <param name="Branches">How many branches there are.</param>
/// <param name="BranchesTaken">How many of them were taken.</param>
internal sealed record CoverageFigure(int Lines, int LinesHit, int Branches, int BranchesTaken)
{
    /// <summary>The share of the lines that were run, from 0 to 1.</summary>
    public double LineRate => Rate(LinesHit, Lines);

    /// <summary>The share of the branches that were taken, from 0 to 1.</summary>
    public double BranchRate => Rate(BranchesTaken, Branches);

    /// <summary>Adds lines up.</summary>
    /// <param name="lines">Each line once.</param>
    public static CoverageFigure Of(IReadOnlyCollection<CoveredLine> lines) =>
        new(
            lines.Count,
            lines.Count(line => line.IsHit),
            lines.Sum(line => line.Branches),
            lines.Sum(line => line.Taken)
        );

    private static double Rate(int part, int whole) => whole == 0 ? 1 : (double)part / whole;
}
