namespace Build.Reporting;

/// <summary>What the program may do with the screen it writes to, decided once for a run.</summary>
/// <param name="Draws">
/// Whether colours and a cursor are allowed. Everything else gets plain lines: pipes, files, CI, dumb terminals and whoever set
/// <c>NO_COLOR</c> (https://no-color.org: any value but an empty one).
/// </param>
public sealed record Screen(bool Draws)
{
    /// <summary>The screen of this process.</summary>
    /// <param name="variables">The environment.</param>
    public static Screen Of(IReadOnlyDictionary<string, string> variables) =>
        Decide(variables, Console.IsOutputRedirected || Console.IsErrorRedirected);

    /// <summary>The decision.</summary>
    /// <param name="variables">The environment.</param>
    /// <param name="redirected">Whether output or errors go somewhere else than to a terminal.</param>
    public static Screen Decide(IReadOnlyDictionary<string, string> variables, bool redirected)
    {
        ArgumentNullException.ThrowIfNull(variables);
        return new Screen(
            !redirected
                && string.IsNullOrEmpty(variables.GetValueOrDefault("NO_COLOR"))
                && variables.GetValueOrDefault("TERM") != "dumb"
                && CiSystem.Find(variables) is null
        );
    }
}
