namespace Build.Arguments;

/// <summary>An argument of the program in addition to Cake's.</summary>
/// <param name="Name">The name without its dashes.</param>
/// <param name="Kind">Its accepted values.</param>
/// <param name="Does">Its description, for help and guide.</param>
internal sealed record KnownArgument(string Name, ArgumentKind Kind, string Does)
{
    /// <summary>Whether it may be repeated with other values.</summary>
    public bool Repeatable { get; init; }

    /// <summary>A target for which it has other accepted values.</summary>
    public (string Target, ArgumentKind Kind)? Elsewhere { get; init; }

    /// <summary>The target that requires it.</summary>
    public string? NeededBy { get; init; }

    /// <summary>The argument on the command line, for example <c>--world=FILE</c>.</summary>
    public string Usage => UsageAs(Kind);

    /// <summary>Returns its accepted values in a run of some targets.</summary>
    /// <param name="targets">The targets that were requested.</param>
    public IEnumerable<ArgumentKind> KindsFor(IEnumerable<string> targets) =>
        targets
            .Select(target =>
                Elsewhere is { } other && target.Equals(other.Target, StringComparison.OrdinalIgnoreCase)
                    ? other.Kind
                    : Kind
            )
            .Distinct();

    /// <summary>Returns the problems of the values, each as a sentence.</summary>
    /// <param name="values">One for each occurrence; empty for one without a value.</param>
    /// <param name="targets">The targets that were requested.</param>
    public IEnumerable<string> Problems(IReadOnlyList<string> values, IReadOnlyList<string> targets)
    {
        if (values.Count == 0)
        {
            return targets.Contains(NeededBy, StringComparer.OrdinalIgnoreCase)
                ? [$"{NeededBy} requires --{Name}: add {Usage}."]
                : [];
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

    private string? Problem(ArgumentKind kind, string value) =>
        value.Length == 0 && !kind.MayBeBare ? $"--{Name} has no value. Specify {UsageAs(kind)}, or omit it."
        : kind.Fault(value) is { } fault ? $"--{Name}={value} {fault}"
        : null;

    private string UsageAs(ArgumentKind kind) => kind.Form.Length == 0 ? $"--{Name}"
        : kind.MayBeBare ? $"--{Name}[={kind.Form}]"
        : $"--{Name}={kind.Form}";

    private string Given(string value) => value.Length == 0 ? $"--{Name}" : $"--{Name}={value}";
}
