using System.Reflection;
using Build.Arguments;
using Build.Clouds;
using Build.Evidence;
using Build.Fleets;
using Build.Run;
using Build.Telemetry;
using Build.Terminal;
using Cake.Frosting;
using Jumpbox.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Build;

/// <summary>The composition root.</summary>
internal static class Program
{
    /// <summary>Runs the requested targets.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>
    /// 0 success; 1 a target failed; 2 the settings or arguments are invalid; 3 detached from a running build.
    /// </returns>
    public static Task<int> Main(string[] args) => RunAsync(args, new Surroundings());

    /// <summary>Runs the requested targets in a given environment.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="surroundings">The environment of the run.</param>
    /// <returns>The exit code, see <see cref="Main"/>.</returns>
    public static async Task<int> RunAsync(string[] args, Surroundings surroundings)
    {
        if (CommandLine.IsHelpRequested(args))
        {
            HelpText.Write(surroundings.Output ?? Console.Out);
            return 0;
        }
        if (ArgumentSyntax.Problems(args, [.. Targets.All.Select(target => target.Name)]) is [_, ..] problems)
        {
            ConsoleParts.Refuse(problems, surroundings);
            return 2;
        }
        using Interruption interruption = new();
        using IDisposable? export = TelemetryExport.Start(surroundings.Variables);
        try
        {
            return await FleetRun.OrOneAsync(
                args,
                surroundings,
                interruption,
                (own, around, clouds) => RunOnceAsync(own, around, interruption, clouds)
            );
        }
        catch (SettingsException refused)
        {
            ConsoleParts.Refuse([refused.Message], surroundings);
            return 2;
        }
    }

    private static async Task<int> RunOnceAsync(
        string[] args,
        Surroundings surroundings,
        Interruption interruption,
        SharedClouds? clouds
    )
    {
        await using CloudConnection cloud = new(clouds);
        using RunTelemetry telemetry = new();
        RunOutcome outcome = surroundings.Member?.Outcome ?? new();
        CakeHost host = new();
        // The entry assembly is already registered; a second registration would duplicate its tasks. In a test process it is
        // another assembly.
        if (Assembly.GetEntryAssembly() != typeof(Program).Assembly)
        {
            host.AddAssembly(typeof(Program).Assembly);
        }
        int code = host.UseContext<BuildContext>()
            .UseLifetime<BuildLifetime>()
            .UseTaskLifetime<BuildTaskLifetime>()
            .ConfigureServices(services => ConsoleParts.Add(services, surroundings))
            .ConfigureServices(services =>
                services
                    .AddSingleton(interruption)
                    .AddSingleton(new CloudAccess(cloud.ConnectAsync, cloud.OpenAsync))
                    .AddSingleton<GateJudgement>()
                    .AddSingleton(outcome)
                    .AddSingleton(telemetry)
                    .AddSingleton(surroundings)
                    .AddSingleton(new RunMode(ArgumentSyntax.IsDryRun(args)))
            )
            .Run(args);
        return outcome.ExitCode(code);
    }
}
