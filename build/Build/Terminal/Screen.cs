using Build.Ci;
using Build.Run;

namespace Build.Terminal;

/// <summary>The capabilities of the screen, determined once per run.</summary>
/// <param name="Draws">
/// Whether colours and cursor movements are allowed. Pipes, files, CI, dumb terminals and <c>NO_COLOR</c>
/// (https://no-color.org: any non-empty value) get plain lines.
/// </param>
internal sealed record Screen(bool Draws)
{
    /// <summary>Determines the screen of a run.</summary>
    /// <param name="surroundings">The environment of the run.</param>
    public static Screen Of(Surroundings surroundings) =>
        Decide(
            surroundings.Variables,
            surroundings.Output is not null || Console.IsOutputRedirected || Console.IsErrorRedirected
        );

    /// <summary>Determines the screen from its inputs.</summary>
    /// <param name="variables">The environment.</param>
    /// <param name="redirected">Whether output or errors are redirected.</param>
    public static Screen Decide(IReadOnlyDictionary<string, string> variables, bool redirected) =>
        new(
            !redirected
                && string.IsNullOrEmpty(variables.GetValueOrDefault("NO_COLOR"))
                && variables.GetValueOrDefault("TERM") != "dumb"
                && CiSystem.Find(variables) is null
        );
}
