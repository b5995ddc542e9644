using Build.Arguments;
using Build.Clouds;
using Build.Run;
using Cake.Core.Diagnostics;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.SignIn;
using Jumpbox.Bicep;
using Jumpbox.Evidence;
using Jumpbox.Preflight;
using Jumpbox.Settings;
using Jumpbox.Tools;

namespace Build.Preflight;

/// <summary>
/// Looks at everything that would stop the run later, before the first target: in seconds, all problems at once, each with its
/// cure. First what needs no request, then the sign-in. Changes nothing.
/// </summary>
internal static class StageZero
{
    /// <summary>Looks.</summary>
    /// <param name="context">The run.</param>
    /// <exception cref="SettingsException">The run cannot begin; no request was sent to Azure.</exception>
    /// <exception cref="PreflightException">The sign-in or the subscription is not the one that the run needs.</exception>
    public static async Task RunAsync(BuildContext context)
    {
        if (TargetNeeds.Of(context.Given) is not { } needs)
        {
            return;
        }
        // As they are stated: to infer the rest may need a request, which comes last.
        JumpboxSettings settings = context.StatedSettings;
        AzureCloud? cloud = AzureCloud.Find(settings.Cloud);
        List<PreflightFinding> findings = [.. Machine(context, needs), .. Environments(context.Given, settings)];
        if (cloud is not null && needs.Azure)
        {
            findings.AddRange(await AroundAzureAsync(context, settings, cloud, needs));
        }
        Settle(context, findings, message => new SettingsException(message));
        if (cloud is not null && needs.Azure)
        {
            Settle(context, await SignInAsync(context, settings), message => new PreflightException(message));
        }
    }

    private static IEnumerable<PreflightFinding> Machine(BuildContext context, TargetNeeds needs)
    {
        foreach (PreflightFinding finding in ArtifactsFolder.Judge(context.Workspace.Path, context.Machine))
        {
            yield return finding;
        }
        if (context.Given.IsOn(CommandLine.Fix) && !context.Given.IsOn(CommandLine.Yes) && context.IsNonInteractive)
        {
            yield return PreflightFinding.Refusal(
                $"There is no terminal to prompt on: add --{CommandLine.Yes} to answer yes, or omit --{CommandLine.Fix}."
            );
        }
        if (
            context.Given.IsOn(CommandLine.Yes)
            && context.IsNonInteractive
            && Targets.WithDependencies(context.Given.Targets).Contains("Sweep", StringComparer.OrdinalIgnoreCase)
            && context.Given.Text(CommandLine.List) is null
            && !context.StatedSettings.SweepsUnattended
        )
        {
            yield return PreflightFinding.Refusal(
                $"There is no terminal, so --{CommandLine.Yes} for Sweep needs --{CommandLine.List}=DIGEST: run Sweep without "
                    + $"--{CommandLine.Yes}, read its list, and use the digest that it prints. With sweep.unattended=policy none is needed."
            );
        }
        if (needs.Bicep && TemplateSet.MissingCompiler(context.Variables) is { } missing)
        {
            yield return PreflightFinding.Refusal(missing);
        }
    }

    private static IEnumerable<PreflightFinding> Environments(GivenArguments given, JumpboxSettings settings)
    {
        bool promotes = given.Targets.Contains("Promote", StringComparer.OrdinalIgnoreCase);
        string[] named = promotes ? [CommandLine.To, CommandLine.Environment] : [CommandLine.Environment];
        return named.SelectMany(argument =>
            given.Text(argument) is { } environment
                ? NamedEnvironment.Judge(settings, argument, environment, orBuild: argument == CommandLine.Environment)
                : []
        );
    }

    private static async Task<IEnumerable<PreflightFinding>> AroundAzureAsync(
        BuildContext context,
        JumpboxSettings settings,
        AzureCloud cloud,
        TargetNeeds needs
    )
    {
        List<PreflightFinding> findings = [.. SamplePlaceholders.In(settings)];
        if (context.Given.LocalOnly is { Count: > 0 } local)
        {
            findings.Add(
                PreflightFinding.Refusal(
                    $"{string.Join(", ", local)} {(local.Count == 1 ? "is" : "are")} for LocalAzure, but the cloud is "
                        + $"'{settings.Cloud}'. Omit {(local.Count == 1 ? "it" : "them")}, or use --cloud=local."
                )
            );
        }
        if (needs.Commit)
        {
            findings.AddRange(
                CheckoutState.Judge(await context.RevisionAsync(), ProgramPath.Has("git", context.Variables))
            );
            findings.AddRange(Content(context, settings));
        }
        if (context.Connect is null)
        {
            findings.AddRange(SignInProblems(context, settings, cloud));
            IReadOnlyList<HostReach> hosts = await HostReaching.LookAsync(
                [cloud.ResourceManager, cloud.Authority],
                context.Machine.Network,
                context.Time,
                context.Interrupted
            );
            findings.AddRange(HostReach.Judge(hosts));
        }
        return findings;
    }

    // The checks and the template read the same, after the first request.
    private static IEnumerable<PreflightFinding> Content(BuildContext context, JumpboxSettings settings)
    {
        try
        {
            _ = LocalFacts.Read(context, settings);
            string lockCheck = Path.Combine(context.Workspace.Path, EvidenceFiles.LockCheck);
            return GateForesight.Judge(
                settings,
                context.Pins,
                File.Exists(lockCheck) ? File.ReadAllText(lockCheck) : null,
                context.Time.GetUtcNow()
            );
        }
        catch (Exception problem)
            when (problem is SettingsException or PinException or IOException or UnauthorizedAccessException)
        {
            return [PreflightFinding.Refusal(problem.Message)];
        }
    }

    private static IEnumerable<PreflightFinding> SignInProblems(
        BuildContext context,
        JumpboxSettings settings,
        AzureCloud cloud
    ) =>
        new Action[]
        {
            () => _ = Credentials.Choose(cloud, context.Variables, settings.Tenant),
            // az may be signed in to another cloud.
            () => _ = context.InferredTenant,
        }
            .Select(Problem)
            .OfType<PreflightFinding>();

    private static PreflightFinding? Problem(Action attempt)
    {
        try
        {
            attempt();
            return null;
        }
        catch (Exception problem) when (problem is CredentialException or SettingsException)
        {
            return PreflightFinding.Refusal(problem.Message);
        }
    }

    private static async Task<IEnumerable<PreflightFinding>> SignInAsync(BuildContext context, JumpboxSettings settings)
    {
        // The region is inferred from a network of the subscription, so the subscription comes first.
        using AzureSession? early =
            settings.Region is null && context.Connect is null ? await context.OpenAsync(context.StatedCloud) : null;
        AzureSession session = early ?? await context.ConnectAsync();
        (SignedInIdentity account, IReadOnlyList<VisibleSubscription> visible) = await context.Shared.Once(
            ("account", settings.Cloud, settings.Tenant),
            async () =>
                (
                    await session.SignInAsync(context.Interrupted),
                    await session.ListSubscriptionsAsync(context.Interrupted)
                )
        );
        context.Log.Information(
            "Signed in as {0}{1}.",
            account.Name,
            account.Tenant is { } tenant ? $" of the tenant {tenant}" : ""
        );
        return SignInSight.Judge(
            account.Name,
            account.Tenant,
            settings.Tenant,
            settings.SubscriptionId,
            [.. visible.Select(one => (one.Id, one.Name))]
        );
    }

    private static void Settle(
        BuildContext context,
        IEnumerable<PreflightFinding> findings,
        Func<string, Exception> refusal
    )
    {
        PreflightFinding[] all = [.. findings];
        foreach (PreflightFinding warning in all.Where(finding => !finding.Refuses))
        {
            if (warning.Informs)
            {
                context.Log.Information("{0}", warning.Sentence);
            }
            else
            {
                context.Log.Warning("Warning: {0}", warning.Sentence);
            }
        }
        string[] refused = [.. all.Where(finding => finding.Refuses).Select(finding => finding.Sentence)];
        if (refused.Length > 0)
        {
            throw refusal(string.Join(Environment.NewLine, refused));
        }
    }
}
