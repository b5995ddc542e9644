using Jumpbox.Customizer;
using Jumpbox.Settings;

namespace Jumpbox.Smoke;

/// <summary>
/// What runs on the machines that are started from an image: pure text, from scripts and the image's own validations.
/// </summary>
/// <param name="image">The image's steps, whose validations are repeated on the machine.</param>
/// <param name="scriptsFolder">The folder with <c>smoke</c> and <c>lib</c>.</param>
/// <param name="own">The user's scripts.</param>
public sealed class SmokePlan(CustomizerPlan image, string scriptsFolder, IReadOnlyList<OwnSmokeScript> own)
{
    /// <summary>The user of the machines, with a key that nobody has. No image has a user of this name.</summary>
    public const string LoginUser = "smoke";

    /// <summary>The bytes of packed output that a command returns: base64 takes four characters for three bytes.</summary>
    public const int SliceBytes = 2800;

    /// <summary>The most bytes of a script's output that are kept: its beginning and its end.</summary>
    public const int MostOutputBytes = 262_144;

    /// <summary>How long a script may take, in seconds.</summary>
    public const int RunSeconds = 900;

    /// <summary>How long a command may take, in seconds: its script, and what packs the output.</summary>
    public const int CommandSeconds = RunSeconds + 120;

    /// <summary>What the scripts of this folder are called; every other one is the user's.</summary>
    public static IReadOnlyList<string> Shipped { get; } = ["machine.sh", "run.sh", "slice.sh"];

    /// <summary>How many parts of an output are read at once; a machine may have 25 commands (azure-docs#117976).</summary>
    public const int SlicesAtOnce = 8;

    /// <summary>The name of the command that checks the way to clusters.</summary>
    public const string ClustersName = "clusters";

    private const string OutputFolder = "/var/lib/jumpbox-smoke";
    private const int CloudInitSeconds = 600;
    private const int ClockSeconds = 120;
    private const int AptSeconds = 300;

    private readonly CustomizerScripts _scripts = new(scriptsFolder);

    // The others read the build's log or what the build left before the first start.
    private IEnumerable<CustomizerStep> Validations =>
        SmokeChecks
            .Repeated(image.Validate.Select(step => step.Name))
            .Select(name => image.Validate.Single(step => step.Name == name));

    /// <summary>The commands of the first machine after its first start.</summary>
    /// <param name="withTrustedLaunch">Whether the machine was created with Trusted Launch.</param>
    public IReadOnlyList<SmokeCommand> First(bool withTrustedLaunch) =>
        [
            Machine("machine", withTrustedLaunch, isAgain: false),
            .. Validations.Select(step =>
                // The validation of sshd needs root; that of the tools is an ordinary user's.
                Run(step.Name, step.Name == "tool-versions" ? LoginUser : "", step.Inline)
            ),
            .. own.Select(script => Run(script.Name, "", script.Lines)),
        ];

    /// <summary>The commands of the second machine, which is there to be compared.</summary>
    /// <param name="withTrustedLaunch">Whether the machine was created with Trusted Launch.</param>
    public IReadOnlyList<SmokeCommand> Second(bool withTrustedLaunch) =>
        [Machine("machine", withTrustedLaunch, isAgain: false)];

    /// <summary>The commands of the first machine after its restart.</summary>
    /// <param name="withTrustedLaunch">Whether the machine was created with Trusted Launch.</param>
    public IReadOnlyList<SmokeCommand> Again(bool withTrustedLaunch) =>
        [Machine("machine-again", withTrustedLaunch, isAgain: true)];

    /// <summary>The command that reads a part of a command's output.</summary>
    /// <param name="name">The command's name.</param>
    /// <param name="from">The first byte, counted from 0.</param>
    public string Slice(string name, int from) =>
        Text(
            _scripts.Step(
                "smoke",
                "slice",
                [
                    ShellText.Assign("OUTPUT_FOLDER", OutputFolder),
                    ShellText.Assign("RUN_NAME", name),
                    ShellText.Assign("FROM", from),
                    ShellText.Assign("SLICE_BYTES", SliceBytes),
                ]
            )
        );

    /// <summary>The command that checks the way to clusters, as an ordinary user, with the image's own program.</summary>
    /// <param name="order">The clusters.</param>
    public SmokeCommand Clusters(ClusterOrder order) =>
        Run(
            ClustersName,
            LoginUser,
            [$"exec {CustomizerPlan.DoctorPath} doctor --report <<'END_OF_ORDER'", order.ToJson(), "END_OF_ORDER"]
        );

    private SmokeCommand Machine(string name, bool withTrustedLaunch, bool isAgain) =>
        Run(
            name,
            "",
            _scripts
                .Step(
                    "smoke",
                    "machine",
                    [
                        ShellText.Assign("LOGIN_USER", LoginUser),
                        ShellText.Assign("PINS_DIGEST", image.Contents.Digest),
                        ShellText.Assign("AGAIN", isAgain ? 1 : 0),
                        ShellText.Assign("WANTS_SECURE_BOOT", withTrustedLaunch ? 1 : 0),
                        ShellText.Assign("CLOUD_INIT_SECONDS", CloudInitSeconds),
                        ShellText.Assign("CLOCK_SECONDS", ClockSeconds),
                        ShellText.Assign("APT_SECONDS", AptSeconds),
                    ]
                )
                .Inline
        );

    private SmokeCommand Run(string name, string user, IEnumerable<string> lines) =>
        new(
            name,
            Text(
                _scripts.Step(
                    "smoke",
                    "run",
                    [
                        ShellText.Assign("RUN_NAME", name),
                        ShellText.Assign("RUN_AS", user),
                        ShellText.Assign("RUN_SECONDS", RunSeconds),
                        ShellText.Assign("OUTPUT_FOLDER", OutputFolder),
                        ShellText.Assign("MOST_BYTES", MostOutputBytes),
                        ShellText.Assign("INLINE_BYTES", SliceBytes),
                        OwnRendering.Script("run_script", lines),
                    ]
                )
            )
        );

    // Run Command runs the file as it is: without a first line, bash takes it.
    private static string Text(CustomizerStep step) => $"#!/bin/sh -e\n{string.Join('\n', step.Inline)}\n";
}

/// <summary>A script that runs on a machine by Run Command.</summary>
/// <param name="Name">Its name, in lower-case letters, digits and dashes.</param>
/// <param name="Script">The script.</param>
public sealed record SmokeCommand(string Name, string Script);
