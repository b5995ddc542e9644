using Jumpbox.Boundaries;

namespace Build.Arguments;

/// <summary>An argument of the program in addition to Cake's.</summary>
/// <param name="Name">The name without its dashes.</param>
/// <param name="Kind">What it takes.</param>
/// <param name="Does">What it does.</param>
internal sealed record KnownArgument(string Name, ArgumentKind Kind, string Does)
{
    /// <summary>Whether it may be repeated with other values.</summary>
    public bool Repeatable { get; init; }

    /// <summary>The targets for which it takes and does something else.</summary>
    public IReadOnlyList<OtherMeaning> Elsewhere { get; init; } = [];

    /// <summary>The targets that read it; empty for one that every run may read.</summary>
    public IReadOnlyList<string> ReadBy { get; init; } = [];

    /// <summary>Another argument that lets other targets read it too.</summary>
    public string? ReadWith { get; init; }

    /// <summary>Whether it is about LocalAzure, so that it has no meaning in Azure.</summary>
    public bool LocalOnly { get; init; }

    /// <summary>The arguments that have no effect beside it.</summary>
    public IReadOnlyList<string> Excludes { get; init; } = [];

    /// <summary>The targets that require it.</summary>
    public IReadOnlyList<string> NeededBy { get; init; } = [];

    /// <summary>What it does and where, for help and guide.</summary>
    public string Description =>
        (ReadBy.Count == 0 ? Does : $"{Listed(ReadBy)}: {Does}")
        + string.Concat(Elsewhere.Select(other => $"; {other.Target}: {other.Does}"));

    private string[] Readers => ReadBy.Count == 0 ? [] : [.. ReadBy, .. Elsewhere.Select(other => other.Target)];

    /// <summary>The argument as one types it, for example <c>--world=FILE</c>.</summary>
    public string Usage => UsageAs(Kind);

    /// <summary>Returns its accepted values in a run of some targets.</summary>
    /// <param name="targets">The targets that were requested.</param>
    public IEnumerable<ArgumentKind> KindsFor(IEnumerable<string> targets) =>
        targets
            .Select(target =>
                Elsewhere.FirstOrDefault(other => target.Equals(other.Target, StringComparison.OrdinalIgnoreCase))?.Kind
                ?? Kind
            )
            .Distinct();

    /// <summary>Returns the problems of the values, each as a sentence.</summary>
    /// <param name="values">One for each occurrence; empty for one without a value.</param>
    /// <param name="targets">The targets that were requested.</param>
    public IEnumerable<string> Problems(IReadOnlyList<string> values, IReadOnlyList<string> targets)
    {
        if (values.Count == 0)
        {
            return NeededBy
                .Where(target => targets.Contains(target, StringComparer.OrdinalIgnoreCase))
                .Select(target => $"{target} requires --{Name}: add {UsageAs(KindsFor([target]).First())}.");
        }
        ArgumentKind[] kinds = [.. KindsFor(targets)];
        string[] distinct = [.. values.Distinct(StringComparer.Ordinal)];
        List<string> problems =
        [
            .. distinct.SelectMany(value => kinds.Select(kind => Problem(kind, value))).OfType<string>(),
        ];
        bool flag = kinds is [var only] && only == ArgumentKind.Flag;
        int meanings = flag ? distinct.DistinctBy(ArgumentKind.IsTrue).Count() : distinct.Length;
        if (problems.Count == 0 && meanings > 1 && !Repeatable)
        {
            problems.Add(
                $"{string.Join(" and ", distinct.Select(Given))} contradict each other. Specify only one of them."
            );
        }
        return problems;
    }

    /// <summary>The problem that nothing in the run reads it; null where something does.</summary>
    /// <param name="running">The targets that were requested and those that they depend on.</param>
    /// <param name="isGiven">Whether an argument is set.</param>
    public string? Unread(IReadOnlyCollection<string> running, Func<string, bool> isGiven) =>
        Readers.Length == 0
        || Readers.Any(target => running.Contains(target, StringComparer.OrdinalIgnoreCase))
        || (ReadWith is { } other && isGiven(other))
            ? null
            : $"--{Name} is read by {Listed(Readers)} only, and has no effect on {Listed(running)}"
                + $"{(ReadWith is null ? "" : $" without --{ReadWith}={CommandLine.Rehearse}")}. Omit it.";

    private static string Listed(IEnumerable<string> names) =>
        names.ToArray() is [.. string[] first, string last] && first.Length > 0
            ? $"{string.Join(", ", first)} and {last}"
            : string.Join("", names);

    private string? Problem(ArgumentKind kind, string value) =>
        value.Length == 0 && !kind.MayBeBare ? $"--{Name} has no value. Specify {UsageAs(kind)}, or omit it."
        : kind.Fault(value) is { } fault ? $"--{Name}={PlainText.Line(value)} {fault}"
        : null;

    private string UsageAs(ArgumentKind kind) =>
        kind.Form.Length == 0 ? $"--{Name}"
        : kind.MayBeBare ? $"--{Name}[={kind.Form}]"
        : $"--{Name}={kind.Form}";

    private string Given(string value) => value.Length == 0 ? $"--{Name}" : $"--{Name}={value}";
}
