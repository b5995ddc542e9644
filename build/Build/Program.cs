using Build.Clouds;
using Build.Reporting;
using Build.Telemetry;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;

namespace Build;

/// <summary>The composition root.</summary>
public static class Program
{
    /// <summary>Runs the targets that the arguments name.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>0 success; 1 a target failed; 2 the settings or arguments are wrong; 3 detached from a running build.</returns>
    public static Task<int> Main(string[] args) => RunAsync(args, new Surroundings());

    /// <summary>Runs the targets that the arguments name, in surroundings of one's own.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="surroundings">What the run takes from outside.</param>
    /// <returns>The exit code, as of <see cref="Main"/>.</returns>
    public static async Task<int> RunAsync(string[] args, Surroundings surroundings)
    {
        ArgumentNullException.ThrowIfNull(surroundings);
        using var interruption = new Interruption();
        await using var cloud = new CloudConnection();
        using var telemetry = new RunTelemetry();
        using IDisposable? export = TelemetryExport.Start(surroundings.Variables);
        var outcome = new RunOutcome();
        int code = new CakeHost()
            .AddAssembly(typeof(Program).Assembly)
            .UseContext<BuildContext>()
            .UseLifetime<BuildLifetime>()
            .UseTaskLifetime<BuildTaskLifetime>()
            .ConfigureServices(services => ConsoleParts.Add(services, surroundings))
            .ConfigureServices(services =>
                services
                    .AddSingleton(interruption)
                    .AddSingleton(cloud)
                    .AddSingleton(outcome)
                    .AddSingleton(telemetry)
                    .AddSingleton(surroundings)
            )
            .Run(args);
        if (CommandLine.AsksForHelp(args))
        {
            CommandLine.Describe(surroundings.Output ?? Console.Out);
        }
        return outcome.ExitCode(code);
    }
}
