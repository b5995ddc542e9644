using Cake.Common;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Jumpbox.Azure.Facts;
using Jumpbox.Checks;

namespace Build.Tasks;

/// <summary>Finds in seconds what Azure would tell after half an hour. Ensures nothing.</summary>
[TaskName("Prereqs")]
[TaskDescription("Checks settings, pins, network, rights, policies and quota, and shows each finding with its cure.")]
public sealed class PrereqsTask : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        bool strict = context.HasArgument(CommandLine.Strict);
        Facts facts = await LocalFacts.ReadAsync(context);
        IReadOnlySet<FactName> needs = CheckRegistry.Needs(context.Settings.Skip);
        facts = await FactGatherer.GatherAsync(await context.ConnectAsync(), facts, needs, context.Interrupted);
        IReadOnlyList<CheckResult> results = CheckRegistry.Run(facts, context.Settings.Skip);

        foreach (string line in FindingsTable.Write(results))
        {
            context.Log.Information("{0}", line);
        }
        context.Log.Information("{0}.", FindingsTable.Summary(results));
        await File.WriteAllBytesAsync(context.Workspace.Prereqs, FindingsJson.Write(results, facts, strict));
        await File.WriteAllBytesAsync(context.Workspace.PrereqsJUnit, FindingsJUnit.Write(results, strict));
        if (!Verdict.Passed(results, strict))
        {
            throw new CakeException(Verdict.Message(results, strict));
        }
    }
}
