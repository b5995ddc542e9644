using Jumpbox.Boundaries;
using Jumpbox.Customizer;
using Jumpbox.Naming;

namespace Jumpbox.Rollouts;

/// <summary>The scripts that close a machine to new sign-ins, ask who is signed in, and open it again. Pure text.</summary>
/// <param name="scriptsFolder">The folder with <c>rollout</c> and <c>lib</c>.</param>
public sealed class SessionScript(string scriptsFolder)
{
    /// <summary>How long it may take, in seconds.</summary>
    public const int Seconds = 60;

    private readonly CustomizerScripts _scripts = new(scriptsFolder);

    /// <summary>Closes the machine and asks who is signed in.</summary>
    /// <param name="deletedAt">When the machine is deleted, which everyone who is signed in is notified of; null to notify nobody.</param>
    public string Close(DateTimeOffset? deletedAt) =>
        Text(
            "close",
            deletedAt is { } time
                ? $"This jump box is replaced. It is deleted at {TagNames.TimeOf(time)}: save your work and sign in to another one."
                : ""
        );

    /// <summary>Opens the machine again.</summary>
    public string Open() => Text("open", "");

    private string Text(string action, string notice) =>
        "#!/bin/sh -e\n"
        + string.Join(
            '\n',
            _scripts
                .Step(
                    "rollout",
                    "sessions",
                    [
                        ShellText.Assign("ACTION", action),
                        ShellText.Assign("CLOSED_TEXT", "this jump box is being replaced; sign in to another one"),
                        ShellText.Assign("NOTICE", PlainText.Line(notice)),
                    ]
                )
                .Inline
        )
        + "\n";
}
