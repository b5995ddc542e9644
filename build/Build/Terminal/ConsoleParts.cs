using Build.Arguments;
using Build.Ci;
using Build.Evidence;
using Build.Run;
using Build.Telemetry;
using Cake.Cli;
using Cake.Core;
using Cake.Core.Diagnostics;
using Jumpbox.Boundaries;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Build.Terminal;

/// <summary>Registers the program's console, log and report in Cake's container.</summary>
internal static class ConsoleParts
{
    /// <summary>Adds console, log, headings and CI output.</summary>
    /// <param name="services">The services of the host; the last registration wins.</param>
    /// <param name="surroundings">The environment of the run.</param>
    public static void Add(IServiceCollection services, Surroundings surroundings)
    {
        TextWriter output = surroundings.Output ?? Console.Out;
        TextWriter errors = surroundings.Errors ?? Console.Error;
        Screen screen = Screen.Of(surroundings);
        CiSystem? ci = CiSystem.Find(surroundings.Variables);
        services.AddSingleton(screen);
        services.AddSingleton<IVersionResolver, CakeVersion>();
        services.AddSingleton(surroundings.Time);
        services.AddSingleton(provider => new BuildDisplay(
            screen,
            provider.GetRequiredService<IAnsiConsole>(),
            provider.GetRequiredService<ICakeLog>(),
            surroundings.Time,
            provider.GetRequiredService<RunTelemetry>()
        ));
        if (!screen.Draws)
        {
            services.AddSingleton<IConsole>(new PlainConsole(output, errors));
            services.AddSingleton(Plain(output));
        }
        services.AddSingleton<ICakeLog>(provider => new RunLog(
            new CakeBuildLog(provider.GetRequiredService<IConsole>()),
            ci,
            () => provider.GetRequiredService<RunOutcome>().Interrupted
        ));
        services.AddSingleton<ICakeReportPrinter>(provider => new RunReport(
            new CakeSpectreReportPrinter(provider.GetRequiredService<IAnsiConsole>()),
            provider.GetRequiredService<ICakeLog>(),
            headings: ci is null,
            // Between the lines of other images, a table of times says nothing.
            isSilent: surroundings.Member is { IsOneOfSeveral: true }
        ));
        services.AddSingleton(provider => new CiOutput(
            surroundings.Member is { IsOneOfSeveral: true } ? null : ci,
            provider.GetRequiredService<ICakeLog>(),
            provider.GetRequiredService<IConsole>()
        ));
    }

    /// <summary>Prints why the run cannot start.</summary>
    /// <param name="problems">The problems of the command line.</param>
    /// <param name="surroundings">The environment of the run.</param>
    public static void Refuse(IEnumerable<string> problems, Surroundings surroundings)
    {
        TextWriter errors = surroundings.Errors ?? Console.Error;
        CiSystem? ci = CiSystem.Find(surroundings.Variables);
        RunLog log = new(new CakeBuildLog(new PlainConsole(errors, errors)), ci);
        foreach (string problem in problems)
        {
            log.Error("Error: {0}", problem);
            string[] lines = Redaction
                .Scrub(PlainText.Lines(problem))
                .Split('\n', StringSplitOptions.RemoveEmptyEntries);
            foreach (Annotation error in Annotation.Of(lines))
            {
                ci?.Annotate(error, (surroundings.Output ?? Console.Out).WriteLine);
            }
        }
    }

    /// <summary>Creates a console for Cake's tables that writes no control codes.</summary>
    /// <param name="output">Receives the text.</param>
    public static IAnsiConsole Plain(TextWriter output) =>
        AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(output),
            }
        );
}
