namespace Build.Testing;

/// <summary>The line and branch coverage of a project.</summary>
/// <param name="name">The project's name.</param>
internal sealed class ProjectCoverage(string name)
{
    private readonly Dictionary<(string File, int Number), CoveredLine> _all = [];
    private readonly Dictionary<(string File, int Number), CoveredLine> _own = [];

    /// <summary>The project's name.</summary>
    public string Name => name;

    /// <summary>The coverage by all test projects.</summary>
    public CoverageFigure All => CoverageFigure.Of(_all.Values);

    /// <summary>The coverage by the project's own test project; null when it was not run.</summary>
    public CoverageFigure? Own => _own.Count > 0 ? CoverageFigure.Of(_own.Values) : null;

    public IEnumerable<CoveredLine> Lines => _all.Values.OrderBy(line => line.File).ThenBy(line => line.Number);

    /// <summary>Adds the lines of one test project.</summary>
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

    // A lambda's lines are in its own class and in the enclosing one.
    private static void Add(Dictionary<(string, int), CoveredLine> lines, CoveredLine line) =>
        lines[(line.File, line.Number)] = lines.TryGetValue((line.File, line.Number), out CoveredLine? known)
            ? known.With(line)
            : line;
}

/// <summary>A line of source.</summary>
/// <param name="File">The file's path.</param>
/// <param name="Number">The line's number.</param>
/// <param name="IsHit">Whether a test ran it.</param>
/// <param name="Taken">The number of its taken branches.</param>
/// <param name="Branches">The number of its branches.</param>
internal sealed record CoveredLine(string File, int Number, bool IsHit, int Taken, int Branches)
{
    /// <summary>Merges the line with the same line of another run.</summary>
    /// <param name="other">The same line in another run.</param>
    public CoveredLine With(CoveredLine other) =>
        this with
        {
            IsHit = IsHit || other.IsHit,
            Taken = Math.Max(Taken, other.Taken),
            Branches = Math.Max(Branches, other.Branches),
        };
}

/// <summary>A coverage figure.</summary>
/// <param name="Lines">The number of lines.</param>
/// <param name="LinesHit">The number of covered lines.</param>
/// <param name="Branches">The number of branches.</param>
/// <param name="BranchesTaken">The number of taken branches.</param>
internal sealed record CoverageFigure(int Lines, int LinesHit, int Branches, int BranchesTaken)
{
    /// <summary>The share of the lines that were run, from 0 to 1.</summary>
    public double LineRate => Rate(LinesHit, Lines);

    /// <summary>The share of the branches that were taken, from 0 to 1.</summary>
    public double BranchRate => Rate(BranchesTaken, Branches);

    /// <summary>Sums up lines.</summary>
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
