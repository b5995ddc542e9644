using Build.Arguments;
using Build.Clouds;
using Build.Run;
using Build.Terminal;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.Facts;
using Jumpbox.Checks;
using Jumpbox.Checks.Catalogue;
using Jumpbox.Files;
using Jumpbox.Fleets;
using Jumpbox.Settings;

namespace Build.Tasks;

/// <summary>Finds in seconds what would fail in Azure after half an hour. Changes nothing without <c>--fix</c>.</summary>
[TaskName("Prereqs")]
[TaskDescription("Checks settings, pins, network, permissions, policies and quota, and shows how to fix each finding.")]
public sealed class PrereqsTask : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        bool strict = context.Given.IsOn(CommandLine.Strict);
        context.Templates.Begin();
        Facts known = LocalFacts.Read(context, context.Settings);
        SubnetProbe? probe = SubnetProbe.Of(context, known);
        AzureSession session = await context.ConnectAsync();
        known = probe is null ? known : await probe.RunAsync(session);
        IReadOnlyList<CheckResult> results = await CheckAsync(context, session, known, strict);
        if (context.Given.IsOn(CommandLine.Fix) && await FixAsync(context, session, Fixes.Of(results)))
        {
            results = await CheckAsync(context, session, known, strict);
        }
        if (!Verdict.Passed(results, strict))
        {
            throw new CakeException(Verdict.Message(results, strict));
        }
    }

    private static async Task<IReadOnlyList<CheckResult>> CheckAsync(
        BuildContext context,
        AzureSession session,
        Facts known,
        bool strict
    )
    {
        IReadOnlySet<FactName> needs = CheckRegistry.Needs(context.Settings.Skip);
        Facts facts = await FactGatherer.GatherAsync(session, known, needs, context.Interrupted);
        if (
            facts.ExistingImage.State == ReadingState.Present
            || (
                facts.Versions.State == ReadingState.Present
                && context.Settings.Image.Distribute is { Kind: DistributionKind.Gallery }
            )
        )
        {
            facts = facts with { ContentHash = (await context.DescribeAsync()).ContentHash };
        }
        context.Cores = BuildCores.Of(facts);
        IReadOnlyList<CheckResult> results = CheckRegistry.Run(facts, context.Settings.Skip);
        foreach (string line in FindingsTable.Write(results))
        {
            context.Log.Information("{0}", line);
        }
        context.Log.Information("{0}.", FindingsTable.Summary(results));
        AtomicFile.Write(context.Workspace.Prereqs, FindingsJson.Write(results, facts, strict));
        AtomicFile.Write(context.Workspace.PrereqsJUnit, FindingsJUnit.Write(results, strict));
        if (NetworkPicture.Write(facts) is { } picture)
        {
            AtomicFile.Write(context.Workspace.NetworkPicture, picture);
        }
        if (BlockedTraffic.Query(facts) is { } query)
        {
            AtomicFile.Write(context.Workspace.BlockedTraffic, query);
        }
        Explain(context, facts);
        return results;
    }

    private static void Explain(BuildContext context, Facts facts)
    {
        if (context.Given.Text(CommandLine.Explain) is not { } flow)
        {
            return;
        }
        IReadOnlyList<string> lines = NetworkExplanation.Write(facts, flow);
        if (lines.Count == 0)
        {
            throw new SettingsException(
                $"--{CommandLine.Explain}: no flow is '{flow}'; the flows are "
                    + $"{string.Join(", ", NetworkExplanation.Flows(facts))}."
            );
        }
        foreach (string line in lines)
        {
            context.Log.Information("{0}", line);
        }
    }

    private static async Task<bool> FixAsync(BuildContext context, AzureSession session, IReadOnlyList<Fix> fixes)
    {
        if (fixes.Count == 0)
        {
            context.Log.Information("Nothing can be fixed safely by --fix.");
            return false;
        }
        foreach (Fix fix in fixes)
        {
            context.Log.Information("Fix: {0}", fix.Description);
        }
        if (!Confirmation.Ask(context, fixes.Count == 1 ? "Apply it?" : $"Apply these {fixes.Count} fixes?"))
        {
            return false;
        }
        await Fixes.ApplyAsync(session, context.Settings, fixes, context.Interrupted);
        session.Options.Answers?.Forget();
        return true;
    }
}
