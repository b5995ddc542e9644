using Build.Arguments;
using Build.Run;
using Build.Terminal;
using Spectre.Console;

namespace Build.Fleets;

/// <summary>
/// Shows the runs of several images: on a terminal a table with a row for each, otherwise their lines, each behind the image's name.
/// </summary>
internal sealed class FleetProgress
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(0.5);
    private readonly Lock _gate = new();
    private readonly TextWriter _output;
    private readonly TextWriter _errors;
    private readonly int _width;
    private readonly Dictionary<string, ImageProgress> _images;
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _drawing = Task.CompletedTask;
    private readonly bool _draws;

    /// <summary>Creates the display, and begins to draw on a terminal.</summary>
    /// <param name="images">The images.</param>
    /// <param name="surroundings">The environment of the run.</param>
    /// <param name="typed">The command line.</param>
    public FleetProgress(IEnumerable<string> images, Surroundings surroundings, TypedArguments typed)
    {
        _output = surroundings.Output ?? Console.Out;
        _errors = surroundings.Errors ?? Console.Error;
        _images = images.ToDictionary(
            image => image,
            image => new ImageProgress(image, surroundings.Time, Say, _ => { })
        );
        _width = _images.Keys.Max(name => name.Length);
        _draws = Screen.Of(surroundings).Draws && !typed.IsQuiet;
        if (_draws)
        {
            _drawing = DrawAsync(surroundings.Time);
        }
    }

    /// <summary>The progress of an image.</summary>
    /// <param name="image">The image.</param>
    public ImageProgress Of(string image) => _images[image];

    /// <summary>Ends the display.</summary>
    public void End()
    {
        _end.TrySetResult();
        _drawing.GetAwaiter().GetResult();
    }

    private async Task DrawAsync(TimeProvider time) =>
        await AnsiConsole
            .Live(Rows())
            .StartAsync(async live =>
            {
                while (!_end.Task.IsCompleted)
                {
                    live.UpdateTarget(Rows());
                    await Task.WhenAny(_end.Task, Task.Delay(Beat, time));
                }
                live.UpdateTarget(Rows());
            });

    private Table Rows()
    {
        Table table = new Table().NoBorder().HideHeaders();
        table.AddColumns(
            new TableColumn("image").NoWrap(),
            new TableColumn("target").NoWrap(),
            new TableColumn("time").NoWrap().RightAligned(),
            new TableColumn("last").NoWrap()
        );
        int rest = Math.Max(10, AnsiConsole.Profile.Width - _width - 28);
        foreach (ImageProgress image in _images.Values)
        {
            string last = image.LastLine.Length < rest ? image.LastLine : $"{image.LastLine[..(rest - 1)]}…";
            table.AddRow(
                new Text(image.Image),
                new Text(image.Target),
                new Text(BuildView.Clock(image.Elapsed)),
                new Text(last, new Style(decoration: Decoration.Dim))
            );
        }
        return table;
    }

    // A command of a CI system is one only at the start of a line, where the image's name is.
    private void Say(ImageProgress image, string line, bool isError)
    {
        if (_draws)
        {
            return;
        }
        lock (_gate)
        {
            (isError ? _errors : _output).WriteLine($"{image.Image.PadRight(_width)} | {line}");
        }
    }
}
