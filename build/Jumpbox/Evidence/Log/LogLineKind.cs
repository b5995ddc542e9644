namespace Jumpbox.Evidence.Log;

/// <summary>The kind of a log line.</summary>
public enum LogLineKind
{
    /// <summary>Output of a step or of the service.</summary>
    Said,

    /// <summary>The start or the end of a step.</summary>
    Marker,

    /// <summary>Known, harmless and irrelevant.</summary>
    Noise,

    /// <summary>It reports the failure.</summary>
    Failure,
}
