package org.cofferdam.properties;
import org.cofferdam.properties.stateful.*;
import java.util.*;
public class Try {
  public static void main(String[] a) {
    long from=Long.parseLong(a[0]), to=Long.parseLong(a[1]);
    long t=System.nanoTime(); Map<String,Integer> answers=new TreeMap<>(); int steps=0;
    for(long s=from;s<=to;s++){
      Trace tr=TraceMaker.of(s);
      World w=new World(tr.stage());
      try{ for(Step st:tr.steps()){ String said; try { said=w.perform(st);} finally {steps++;}
          if(a.length>2) System.out.println(st+"  ->  "+said);
          String k=st.toString().split(" ")[0]+" "+(st.call().map(GuestCall::name).orElse(""))+" -> "+said.replaceAll("0x[0-9a-f]+","#").replaceAll("status [0-9]+","$0");
          answers.merge(k,1,Integer::sum);} w.end(); }
      catch(Broken b){ System.out.println("seed "+s+" step "+w.trace().steps().size()+" "+w.trace().steps().getLast()+"\n"+b.getMessage()); if(a.length>2) b.printStackTrace(System.out);}
    }
    double sec=(System.nanoTime()-t)/1e9;
    if (a.length>3) answers.forEach((k,v)->System.out.println(v+"\t"+k));
    System.out.printf("%d traces, %d steps, %.1f s%n",to-from+1,steps,sec);
  }
}
