using Cake.Common;
using Jumpbox.Rehearsal;
using Jumpbox.Settings;
using LocalAzure;

namespace Build.Clouds;

/// <summary>How LocalAzure runs the steps of an image build: simulated, or for real in a rehearsal's sandbox.</summary>
internal static class LocalBuild
{
    private static readonly HttpClient Http = new();

    /// <summary>Reads <c>--local-build</c>.</summary>
    /// <returns>What starts a machine, or null where builds are simulated.</returns>
    /// <exception cref="SettingsException">It is neither <c>simulate</c> nor <c>rehearse</c>.</exception>
    public static Func<BuildMachine>? Choose(BuildContext context) =>
        context.Argument(CommandLine.LocalBuild, "simulate") switch
        {
            "simulate" => null,
            "rehearse" => () => Start(context),
            string other => throw new SettingsException(
                $"--{CommandLine.LocalBuild}={other} is neither simulate nor rehearse."
            ),
        };

    private static BuildMachine Start(BuildContext context)
    {
        // The template brings the steps; from here come suite, hosts, engine and mirror.
        RehearsalRequest request = RehearsalRequest.For(context.Settings, context.Pins, Checkout.Root, "") with
        {
            Engine = context.Argument<string?>(CommandLine.Engine, null),
            Mirror = context.Argument<string?>(CommandLine.Offline, null),
        };
        RehearsalMachine machine = new(RehearsalEngines.All(Http), request);
        return new BuildMachine(
            step => machine.RunAsync(step.Name, step.Inline, step.Output, step.Error),
            () => machine.DisposeAsync().AsTask()
        );
    }
}
