package org.cofferdam.isolation.prove;

import com.microsoft.z3.Context;
import com.microsoft.z3.Native;
import com.microsoft.z3.Version;

/** Z3, in this process. */
final class Z3Solver implements Solver {
    private final Context context = new Context();

    @Override
    public String send(String commands) {
        String answer = Native.evalSmtlib2String(context.nCtx(), commands).strip();
        if (answer.contains("(error")) {
            throw new IllegalStateException("Z3 says " + answer + " to\n" + commands);
        }
        return answer;
    }

    @Override
    public String name() {
        return "Z3 " + Version.getString();
    }

    @Override
    public void close() {
        context.close();
    }
}
