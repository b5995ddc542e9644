using LocalAzure.Access;
using LocalAzure.Guests;
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
        RealMachines machines,
        StepSettings steps
    )
    {
        Inside inside = new(context.Store, types);
        Sources sources = new(context.Store, types, inside);
        Admission admission = new(context.Store, permissions, sources);
        StagingGroup staging = new(context.Store, permissions, inside);
        BuildLog log = new(context, machines.Any);
        BuildStages stages = new(context, permissions, inside, sources, log, machines, steps);
        types.Add(new ImageTemplates(context, admission, staging, new ImageBuilds(context, admission, stages, log)));
        types.Add(new RunOutputs(context));
        types.Add(new Triggers(context));
    }
}

/// <summary>How image builds run their steps.</summary>
/// <param name="FailureOf">How a step fails; null lets it succeed.</param>
/// <param name="FailureIn">The message with which a build fails in a phase; null lets it continue.</param>
internal sealed record StepSettings(Func<string, StepFailure?> FailureOf, Func<string, string?> FailureIn);
