using Build.Booting;
using Build.Run;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Jumpbox.Evidence.Booting;
using Jumpbox.Smoke;

namespace Build.Tasks;

/// <summary>Starts machines from the image, where the settings name a subnet for them, and deletes them again.</summary>
[TaskName("Smoke")]
[TaskDescription("Starts two machines from the image, checks them, restarts one and deletes both; writes smoke.json.")]
[IsDependentOn(typeof(LogsTask))]
public sealed class SmokeTask : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        if (context.Settings.Smoke.LeftOut is { } reason)
        {
            context.Log.Information("Left out: {0}", reason);
            return;
        }
        SmokeReport report = await ImageBooting.RunAsync(context, line => context.Log.Information("{0}", line));
        if (SmokeSummary.Problem(report) is { } problem)
        {
            throw new CakeException(problem);
        }
    }
}
