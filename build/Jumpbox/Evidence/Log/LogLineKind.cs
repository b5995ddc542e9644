namespace Jumpbox.Evidence.Log;

/// <summary>What a line of a build log is.</summary>
public enum LogLineKind
{
    /// <summary>Something a step or the service said.</summary>
    Said,

    /// <summary>The beginning or the end of a step.</summary>
    Marker,

    /// <summary>Known, harmless and of no use to the reader.</summary>
    Noise,

    /// <summary>It tells of the failure.</summary>
    Failure,
}
