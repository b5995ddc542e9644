using Build.Ci;
using Build.Run;

namespace Build.Terminal;

/// <summary>What the program may do with the screen it writes to, decided once for a run.</summary>
/// <param name="Draws">
/// Whether colours and a cursor are allowed. Everything else gets plain lines: pipes, files, CI, dumb terminals and whoever set
/// <c>NO_COLOR</c> (https://no-color.org: any value but an empty one).
/// </param>
internal sealed record Screen(bool Draws)
{
    /// <summary>The screen of a run.</summary>
    /// <param name="surroundings">Its environment, and who takes what it prints.</param>
    public static Screen Of(Surroundings surroundings)
    {
        ArgumentNullException.ThrowIfNull(surroundings);
        return Decide(
            surroundings.Variables,
            surroundings.Output is not null || Console.IsOutputRedirected || Console.IsErrorRedirected
        );
    }

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
