using Cake.Core;
using Cake.Frosting;

namespace Build;

/// <summary>What happens around the tasks. Setup changes nothing, because Cake runs it for a dry run too.</summary>
public sealed class BuildLifetime : FrostingLifetime<BuildContext>
{
    private readonly Interruption _interruption;
    private readonly RunOutcome _outcome;

    /// <summary>A lifetime that listens for signals and notes how the run ended.</summary>
    /// <param name="interruption">Ctrl+C and SIGTERM.</param>
    /// <param name="outcome">Takes the failure, if there is one.</param>
    public BuildLifetime(Interruption interruption, RunOutcome outcome)
    {
        _interruption = interruption;
        _outcome = outcome;
    }

    /// <inheritdoc/>
    public override void Setup(BuildContext context, ISetupContext info)
    {
        CommandLine.RequireKnown(context.Arguments);
        _interruption.Listen();
    }

    /// <inheritdoc/>
    public override void Teardown(BuildContext context, ITeardownContext info)
    {
        _outcome.Note(info.ThrownException);
        context.Dispose();
    }
}
