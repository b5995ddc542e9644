using LocalAzure.Access;
using LocalAzure.Resources;
using LocalAzure.Settings;
using LocalAzure.Store;

namespace LocalAzure.Providers.VirtualMachineImages;

/// <summary>The modelled types of Microsoft.VirtualMachineImages.</summary>
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
        BuildStages stages = new(context, permissions, inside, sources, log, machines, steps.ExitCodeOf);
        types.Add(new ImageTemplates(context, admission, staging, new ImageBuilds(context, admission, stages, log)));
        types.Add(new RunOutputs(context));
        types.Add(new Triggers(context));
    }
}

/// <summary>How the steps of image builds run.</summary>
/// <param name="StartMachine">Starts a machine that runs Shell steps for real; null simulates them.</param>
/// <param name="ExitCodeOf">The exit code with which a step is to end; null lets it succeed.</param>
internal sealed record StepSettings(Func<BuildMachine>? StartMachine, Func<string, int?> ExitCodeOf);
