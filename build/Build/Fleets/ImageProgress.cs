using System.Text;

namespace Build.Fleets;

/// <summary>What one of several images is doing: its target and the last line of its run.</summary>
internal sealed class ImageProgress
{
    private readonly TimeProvider _time;
    private readonly Action<ImageProgress> _onChange;
    private long? _began;
    private TimeSpan? _took;

    /// <summary>Creates the progress of an image that waits.</summary>
    /// <param name="image">The image.</param>
    /// <param name="time">The clock.</param>
    /// <param name="say">Takes its lines: the image, the line, and whether it is an error.</param>
    /// <param name="onChange">Told when something has changed.</param>
    public ImageProgress(
        string image,
        TimeProvider time,
        Action<ImageProgress, string, bool> say,
        Action<ImageProgress> onChange
    )
    {
        Image = image;
        _time = time;
        _onChange = onChange;
        Output = TextWriter.Synchronized(new LineWriter(line => Take(line, false, say)));
        Errors = TextWriter.Synchronized(new LineWriter(line => Take(line, true, say)));
    }

    public string Image { get; }

    /// <summary>The target; how it ended, afterwards; before, that it waits.</summary>
    public string Target { get; private set; } = "waiting";

    public string LastLine { get; private set; } = "";

    /// <summary>The output of the image's run.</summary>
    public TextWriter Output { get; }

    /// <summary>The errors of the image's run.</summary>
    public TextWriter Errors { get; }

    /// <summary>How long it has been running.</summary>
    public TimeSpan Elapsed => _took ?? (_began is { } began ? _time.GetElapsedTime(began) : TimeSpan.Zero);

    /// <summary>A target begins.</summary>
    /// <param name="target">The target.</param>
    public void Begin(string target)
    {
        _began ??= _time.GetTimestamp();
        Target = target;
        _onChange(this);
    }

    /// <summary>The run has ended.</summary>
    /// <param name="result">How.</param>
    /// <returns>The result with its time.</returns>
    public ImageResult End(ImageResult result)
    {
        _took = Elapsed;
        Target = result.State;
        LastLine = result.Reason ?? "";
        _onChange(this);
        return result with { Seconds = _took.Value.TotalSeconds };
    }

    private void Take(string line, bool isError, Action<ImageProgress, string, bool> say)
    {
        if (line.Trim().Length > 0)
        {
            LastLine = line.Trim();
        }
        say(this, line, isError);
        _onChange(this);
    }

    private sealed class LineWriter(Action<string> take) : TextWriter
    {
        private readonly StringBuilder _line = new();

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value)
        {
            if (value == '\n')
            {
                take(_line.ToString().TrimEnd('\r'));
                _line.Clear();
            }
            else
            {
                _line.Append(value);
            }
        }
    }
}
