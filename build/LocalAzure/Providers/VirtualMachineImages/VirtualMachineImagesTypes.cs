using LocalAzure.Access;
using LocalAzure.Resources;
using LocalAzure.Settings;
using LocalAzure.Store;

namespace LocalAzure.Providers.VirtualMachineImages;

internal static class VirtualMachineImagesTypes
{
    public static void Register(
        TypeCatalogue types,
        ResourceContext context,
        PermissionCheck permissions,
        BackgroundWork background,
        StepSettings steps
    )
    {
        Inside inside = new(context.Store, types);
        Sources sources = new(context.Store, types, inside);
        Admission admission = new(context.Store, permissions, sources);
        StagingGroup staging = new(context.Store, permissions, inside);
        RealMachines machines = new(steps.StartMachine, background);
        BuildLog log = new(context, machines.Any);
        BuildStages stages = new(context, permissions, inside, sources, log, machines, steps);
        types.Add(new ImageTemplates(context, admission, staging, new ImageBuilds(context, admission, stages, log)));
        types.Add(new RunOutputs(context));
        types.Add(new Triggers(context));
    }
}

/// <summary>How image builds run their steps.</summary>
/// <param name="StartMachine">Starts a machine that really runs Shell steps; null simulates them.</param>
/// <param name="ExitCodeOf">Returns the exit code of a step; null lets it succeed.</param>
/// <param name="FailureOfRun">Returns the message with which a run fails at its beginning; null lets it begin.</param>
internal sealed record StepSettings(
    Func<BuildMachine>? StartMachine,
    Func<string, int?> ExitCodeOf,
    Func<string?> FailureOfRun
);
