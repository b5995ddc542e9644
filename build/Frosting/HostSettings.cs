using System.ComponentModel;
using Cake.Cli;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Cake.Frosting;

/// <summary>Cake's own options. Everything else on the command line becomes an argument of the build.</summary>
internal sealed class HostSettings : CommandSettings
{
    [CommandOption("--target|-t <TARGET>")]
    [DefaultValue(new[] { "Default" })]
    [Description("Target task to invoke; may be given more than once.")]
    public string[] Targets { get; init; } = [];

    [CommandOption("--working|-w <PATH>")]
    [TypeConverter(typeof(Cake.Cli.DirectoryPathConverter))]
    [Description("Sets the working directory.")]
    public DirectoryPath? WorkingDirectory { get; init; }

    [CommandOption("--verbosity|-v <VERBOSITY>")]
    [Description("Amount of information shown: Quiet, Minimal, Normal, Verbose or Diagnostic.")]
    public string? VerbosityName { get; init; }

    /// <summary>The amount, or null where the command line does not give it.</summary>
    public Verbosity? Verbosity => VerbosityName is null ? null : ReadVerbosity(VerbosityName);

    [CommandOption("--description|--descriptions|--showdescription|--showdescriptions")]
    [Description("Shows what each task does.")]
    public bool Description { get; init; }

    [CommandOption("--tree|--showtree")]
    [Description("Shows which task depends on which.")]
    public bool Tree { get; init; }

    [CommandOption("--dryrun|--noop|--whatif")]
    [Description("Shows which tasks would run, in order, and runs none.")]
    public bool DryRun { get; init; }

    [CommandOption("--exclusive|-e")]
    [Description("Runs the target without the tasks that it depends on.")]
    public bool Exclusive { get; init; }

    [CommandOption("--no-report")]
    [Description("Leaves out the summary at the end.")]
    public bool NoReport { get; init; }

    [CommandOption("--version|--ver")]
    [Description("Shows Cake's version.")]
    public bool Version { get; init; }

    [CommandOption("--info")]
    [Description("Shows Cake's version and where it comes from.")]
    public bool Info { get; init; }

    /// <inheritdoc/>
    public override ValidationResult Validate() =>
        VerbosityName is null || ReadVerbosity(VerbosityName) is not null
            ? ValidationResult.Success()
            : ValidationResult.Error(
                $"The verbosity '{VerbosityName}' is unknown. Give Quiet, Minimal, Normal, Verbose or Diagnostic, or their first letters."
            );

    // Cake's own converter, which throws without saying what would be right.
    private static Verbosity? ReadVerbosity(string name)
    {
        try
        {
            return (Verbosity?)new VerbosityConverter().ConvertFromInvariantString(name);
        }
        catch (Exception exception) when (exception is InvalidOperationException or CakeException)
        {
            return null;
        }
    }
}
