using System.Reflection;
using Cake.Cli;
using Cake.Cli.Infrastructure;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Packaging;
using Cake.Core.Scripting;
using Cake.Core.Tooling;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Cake.Frosting;

/// <summary>The one command of the program: reads Cake's options, then shows what is asked for or runs the targets.</summary>
internal sealed class HostCommand(HostServices host) : Command<HostSettings>
{
    /// <inheritdoc/>
    public override int Execute(CommandContext context, HostSettings settings, CancellationToken cancellationToken)
    {
        // Never disposed, as with the genuine package: what needs an end is owned by the program.
        var provider = BuildProvider(context.Remaining.ToCakeArguments(settings.NoReport, settings.Targets));
        var log = provider.GetRequiredService<ICakeLog>();
        try
        {
            if (settings.Version || settings.Info)
            {
                ShowVersion(provider.GetRequiredService<IConsole>(), settings.Info);
                return 0;
            }

            SetWorkingDirectory(provider, settings.WorkingDirectory);
            log.Verbosity = provider.GetRequiredService<ICakeConfiguration>().GetVerbosity(settings.Verbosity);
            InstallTools(provider);
            Prepare(provider, settings).RunTargets(settings.Targets);
            return 0;
        }
        catch (Exception exception)
        {
            return log.LogException(
                exception is TargetInvocationException { InnerException: { } inner } ? inner : exception
            );
        }
    }

    private ServiceProvider BuildProvider(ICakeArguments arguments)
    {
        var services = new ServiceCollection();
        foreach (var service in host.Services)
        {
            ((ICollection<ServiceDescriptor>)services).Add(service);
        }

        FrostingTasks.Register(services, host.Assemblies);
        services.AddSingleton(arguments);
        services.AddSingleton(ReadConfiguration);
        return services.BuildServiceProvider();
    }

    private static ICakeConfiguration ReadConfiguration(IServiceProvider provider)
    {
        var environment = provider.GetRequiredService<ICakeEnvironment>();
        return new CakeConfigurationProvider(
            provider.GetRequiredService<IFileSystem>(),
            environment
        ).CreateConfiguration(
            environment.WorkingDirectory,
            provider.GetServices<CakeSetting>().Select(setting => KeyValuePair.Create(setting.Key, setting.Value)),
            provider
                .GetRequiredService<ICakeArguments>()
                .GetArguments()
                .ToDictionary(argument => argument.Key, argument => argument.Value.FirstOrDefault() ?? "")
        );
    }

    private static void ShowVersion(IConsole console, bool info)
    {
        var resolver = new CakeVersion();
        if (info)
        {
            new InfoFeature(resolver).Run(console);
        }
        else
        {
            new VersionFeature(resolver).Run(console);
        }
    }

    private static void SetWorkingDirectory(IServiceProvider provider, DirectoryPath? asked)
    {
        if ((asked ?? provider.GetService<WorkingDirectory>()?.Path) is { } path)
        {
            var environment = provider.GetRequiredService<ICakeEnvironment>();
            environment.WorkingDirectory = path.MakeAbsolute(environment);
        }
    }

    private static void InstallTools(IServiceProvider provider)
    {
        foreach (var tool in provider.GetServices<PackageReference>())
        {
            // The installer works while its answer is read.
            _ = provider.GetRequiredService<IToolInstaller>().Install(tool).ToList();
        }
    }

    private static ScriptHost Prepare(IServiceProvider provider, HostSettings settings)
    {
        var engine = provider.GetRequiredService<ICakeEngine>();
        var context = provider.GetRequiredService<IFrostingContext>();
        FrostingTasks.AddTo(engine, context, provider.GetServices<IFrostingTask>());
        RequireTargets(engine, settings.Targets);
        FrostingTasks.AddLifetimes(engine, context, provider);

        ScriptHost scriptHost = settings switch
        {
            { Description: true } => new DescriptionScriptHost(
                engine,
                context,
                provider.GetRequiredService<IAnsiConsole>()
            ),
            { Tree: true } => new TreeScriptHost(engine, context, provider.GetRequiredService<IConsole>()),
            { DryRun: true } => new DryRunScriptHost<IFrostingContext>(
                engine,
                context,
                provider.GetRequiredService<ICakeLog>()
            ),
            _ => new BuildScriptHost<IFrostingContext>(
                engine,
                provider.GetRequiredService<IExecutionStrategy>(),
                context,
                provider.GetRequiredService<ICakeReportPrinter>(),
                provider.GetRequiredService<ICakeConfiguration>(),
                provider.GetRequiredService<ICakeLog>()
            ),
        };
        if (settings.Exclusive)
        {
            scriptHost.Settings.UseExclusiveTarget();
        }

        return scriptHost;
    }

    // The engine would say no more than that a target is missing, and not which ones there are.
    private static void RequireTargets(ICakeEngine engine, string[] targets)
    {
        string[] known = [.. engine.Tasks.Select(task => task.Name)];
        string[] unknown = [.. targets.Except(known, StringComparer.OrdinalIgnoreCase)];
        if (unknown.Length > 0)
        {
            throw new FrostingException(
                $"There is no target {string.Join(", ", unknown.Select(name => $"'{name}'"))}. There are: "
                    + $"{string.Join(", ", known.Order(StringComparer.OrdinalIgnoreCase))}."
            );
        }
    }
}
