using Cake.Cli;
using Cake.Cli.Infrastructure;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Packaging;
using Cake.Core.Scripting;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Cake.Frosting;

/// <summary>The program's only command: parses Cake's options, then prints what they request or runs the targets.</summary>
internal sealed class HostCommand(IServiceCollection services) : Command<HostSettings>
{
    /// <inheritdoc/>
    public override int Execute(CommandContext context, HostSettings settings, CancellationToken cancellationToken)
    {
        services.AddSingleton<ICakeArguments>(context.Remaining.ToCakeArguments(settings.NoReport, settings.Targets));
        services.AddSingleton(context.Remaining);
        // Never disposed, like in the package: the program owns what needs disposal.
        ServiceProvider provider = services.BuildServiceProvider();
        try
        {
            return Execute(provider, settings);
        }
        catch (Exception exception)
        {
            return provider.GetRequiredService<ICakeLog>().LogException(exception);
        }
    }

    private static int Execute(ServiceProvider provider, HostSettings settings)
    {
        if (settings.Version)
        {
            provider.GetRequiredService<VersionFeature>().Run(provider.GetRequiredService<IConsole>());
            return 0;
        }

        if (settings.Info)
        {
            provider.GetRequiredService<InfoFeature>().Run(provider.GetRequiredService<IConsole>());
            return 0;
        }

        ICakeLog log = provider.GetRequiredService<ICakeLog>();
        // Twice, because the working directory, in which cake.config is read, may be invalid.
        log.Verbosity = settings.Verbosity ?? Verbosity.Normal;
        SetWorkingDirectory(provider, settings.WorkingDirectory);
        log.Verbosity = provider.GetRequiredService<ICakeConfiguration>().GetVerbosity(settings.Verbosity);
        ScriptHost targets = Prepare(provider, settings);
        foreach (PackageReference tool in provider.GetServices<PackageReference>())
        {
            provider.GetRequiredService<IToolInstaller>().Install(tool);
        }

        targets.RunTargets(settings.Targets);
        return 0;
    }

    private static void SetWorkingDirectory(IServiceProvider provider, DirectoryPath? asked)
    {
        ICakeEnvironment environment = provider.GetRequiredService<ICakeEnvironment>();
        if ((asked ?? provider.GetService<WorkingDirectory>()?.Path)?.MakeAbsolute(environment) is not { } path)
        {
            return;
        }

        if (!provider.GetRequiredService<IFileSystem>().GetDirectory(path).Exists)
        {
            throw new FrostingException(
                $"There is no folder '{path}' to work in. Create it, or give another one with --working=PATH."
            );
        }

        environment.WorkingDirectory = path;
    }

    private static ScriptHost Prepare(IServiceProvider provider, HostSettings settings)
    {
        ICakeEngine engine = provider.GetRequiredService<ICakeEngine>();
        IFrostingContext context = provider.GetRequiredService<IFrostingContext>();
        ICakeLog log = provider.GetRequiredService<ICakeLog>();
        FrostingTasks.AddTo(engine, context, provider.GetServices<IFrostingTask>(), log);
        FrostingTasks.AddLifetimes(engine, context, provider);

        ScriptHost scriptHost = settings switch
        {
            { DryRun: true } => new DryRunScriptHost<IFrostingContext>(engine, context, log),
            { Tree: true } => new TreeScriptHost(engine, context, provider.GetRequiredService<IConsole>()),
            { Description: true } => new DescriptionScriptHost(
                engine,
                context,
                provider.GetRequiredService<IAnsiConsole>()
            ),
            _ => new BuildScriptHost<IFrostingContext>(
                engine,
                provider.GetRequiredService<IExecutionStrategy>(),
                context,
                provider.GetRequiredService<ICakeReportPrinter>(),
                provider.GetRequiredService<ICakeConfiguration>(),
                log
            ),
        };
        if (settings.Exclusive)
        {
            scriptHost.Settings.UseExclusiveTarget();
        }

        return scriptHost;
    }
}
