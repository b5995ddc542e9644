namespace LocalAzure.Guests;

/// <summary>What the fault rules say about machines. docs/localazure.md describes the rules.</summary>
/// <param name="HealthOf">The state that a machine with this id and image reports; null for the usual one.</param>
/// <param name="IsNeverCreated">Whether a machine with this id and image is never created to the end.</param>
/// <param name="AnswerTo">How a run command with this id and script ends; null to run it.</param>
internal sealed record MachineFaults(
    Func<string, string, string?> HealthOf,
    Func<string, string, bool> IsNeverCreated,
    Func<string, string, ScriptAnswer?> AnswerTo
);

/// <summary>How a script ends instead of being run.</summary>
/// <param name="End">Its end; null if it never ends.</param>
internal sealed record ScriptAnswer(ScriptEnd? End);
