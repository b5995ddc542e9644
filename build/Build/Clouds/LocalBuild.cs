using Build.Arguments;
using Build.Run;
using Jumpbox.Customizer;
using Jumpbox.Rehearsal;
using LocalAzure.Settings;

namespace Build.Clouds;

/// <summary>Selects how LocalAzure runs the steps of an image build: simulated, or really in a rehearsal's sandbox.</summary>
internal static class LocalBuild
{
    /// <summary>Reads <c>--local-build</c>.</summary>
    /// <returns>A function that starts a machine, or null if builds are simulated.</returns>
    public static Func<BuildMachine>? Choose(BuildContext context) =>
        CommandLine.Rehearse.Equals(context.Given.Text(CommandLine.LocalBuild), StringComparison.OrdinalIgnoreCase)
            ? () => Start(context)
            : null;

    private static BuildMachine Start(BuildContext context)
    {
        // The template brings the steps; from here come suite, hosts, engine and mirror.
        RehearsalRequest request = RehearsalRequest.For(
            context.StatedSettings,
            context.Pins,
            ShippedFiles.Root,
            OwnContents.Read(UserRepository.Root)
        ) with
        {
            Engine = context.Given.Text(CommandLine.Engine),
            Mirror = context.Given.Text(CommandLine.Offline),
        };
        RehearsalMachine machine = new(RehearsalEngines.All(), request);
        return new BuildMachine(
            step => machine.RunAsync(step.Name, step.Inline, step.Output, step.Error),
            () => machine.DisposeAsync().AsTask()
        );
    }
}
