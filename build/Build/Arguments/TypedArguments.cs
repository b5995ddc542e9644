namespace Build.Arguments;

/// <summary>
/// The command line as Cake will parse it, for what must be known before there is a run: which images it is for.
/// </summary>
/// <param name="args">The command line, without problems of syntax.</param>
internal sealed class TypedArguments(IReadOnlyList<string> args)
{
    private static readonly Dictionary<string, string> Short = new(StringComparer.Ordinal)
    {
        ["t"] = "target",
        ["e"] = "exclusive",
        ["v"] = "verbosity",
        ["w"] = "working",
    };

    private readonly ILookup<string, string> _values = Parse(args)
        .ToLookup(one => one.Name, one => one.Value, StringComparer.OrdinalIgnoreCase);

    /// <summary>The arguments and the targets, as a run will have them.</summary>
    public GivenArguments Given =>
        new(
            _values
                .Where(one => one.Key == "target" || !ArgumentSyntax.IsCakes(one.Key))
                .ToDictionary(one => one.Key, one => (ICollection<string>)[.. one], StringComparer.OrdinalIgnoreCase)
        );

    /// <summary>Whether only errors are printed.</summary>
    public bool IsQuiet =>
        _values["verbosity"].LastOrDefault() is { Length: > 0 } level
        && "quiet".StartsWith(level, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the command line only asks about the program, and runs no target.</summary>
    public bool OnlyAsks =>
        ArgumentSyntax.IsDryRun(args)
        || ArgumentSyntax.Asking.Any(option => _values.Contains(option) && ArgumentKind.IsTrue(_values[option].Last()));

    /// <summary>The command line without an argument.</summary>
    /// <param name="name">The argument.</param>
    public IReadOnlyList<string> Without(string name) =>
        [
            .. Parse(args)
                .Where(one => !one.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                .SelectMany(one => one.Words),
        ];

    private static IEnumerable<(string Name, string Value, string[] Words)> Parse(IReadOnlyList<string> args)
    {
        for (int at = 0; at < args.Count && args[at] != "--"; at++)
        {
            string[] parts = args[at].Split('=', 2);
            string name = parts[0].TrimStart('-');
            name = Short.GetValueOrDefault(name, name);
            string? next = at + 1 < args.Count && !args[at + 1].StartsWith('-') ? args[at + 1] : null;
            if (parts.Length == 2)
            {
                yield return (name, parts[1], [args[at]]);
            }
            else if (next is not null && (!ArgumentSyntax.IsFlag($"--{name}") || bool.TryParse(next, out _)))
            {
                yield return (name, next, [args[at], next]);
                at++;
            }
            else
            {
                yield return (name, "", [args[at]]);
            }
        }
    }
}
